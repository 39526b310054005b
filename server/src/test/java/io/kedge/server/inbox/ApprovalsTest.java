package io.kedge.server.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.contract.CommandHeader;
import io.kedge.contract.CommandType;
import io.kedge.contract.Envelope;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.EmployeeId;
import io.kedge.kernel.Json;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Requirement;
import io.kedge.ledger.crypto.SigningKey;
import io.kedge.party.Role;
import io.kedge.server.access.Caller;
import io.kedge.server.gateway.HostedLedger;
import io.kedge.server.gateway.LedgerGateway;
import io.kedge.server.jobs.WorkLedger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Two employees of the bank sign one command; one alone, or a stranger, gets nowhere.
class ApprovalsTest {
  private static final Approvals APPROVALS = WorkLedger.bean(Approvals.class);
  private static final HostedLedger LEDGER =
      WorkLedger.bean(LedgerGateway.class).ledger("trading-system");

  private static Caller caller(String party, String employee, Role role) {
    return new Caller(
        party + "-" + employee,
        employee,
        "trading-system",
        new PartyId(party),
        Optional.of(new EmployeeId(employee)),
        new TreeSet<>(Set.of(role)),
        Set.of(),
        Caller.Means.SESSION);
  }

  private static final Caller CASHIER = caller("bank", "cashier", Role.CLEARING_AGENT);
  private static final Caller CONTROLLER = caller("bank", "controller", Role.CLEARING_AGENT);

  private static Envelope mint(String nonce, String reference) {
    var body =
        Json.Obj.empty()
            .with("cash", "cny")
            .with("to", "alice")
            .with("units", 12_300)
            .with("bank", "abcdcnbj")
            .with("reference", reference);
    var header =
        new CommandHeader(
            LEDGER.genesis().ledgerId().hex(),
            CommandType.of("cash.mint"),
            new PartyId("bank"),
            nonce,
            LEDGER.now().plusMillis(3_600_000));
    Bytes payload = Bytes.utf8(header.payload(body).write());
    return new Envelope(Envelope.COMMAND, payload, List.of(signature("cashier", payload)));
  }

  private static Envelope.Signature signature(String employee, Bytes payload) {
    SigningKey key = WorkLedger.key("bank", employee);
    Bytes message = Envelope.preAuthenticationEncoding(Envelope.COMMAND, payload);
    return new Envelope.Signature(key.id(), key.sign(message));
  }

  @Test
  @Requirement("A-40")
  void aSecondOfficerSignsTheSameEnvelopeAndItIsSentOnce() {
    Envelope envelope = mint("approval-1", "APPROVAL-1");
    var waiting = APPROVALS.keep(CASHIER, envelope);
    assertThat(APPROVALS.keep(CASHIER, envelope).approval())
        .as("handed in twice it is one")
        .isEqualTo(waiting.approval());
    Tasks tasks = WorkLedger.bean(Tasks.class);
    assertThat(tasks.of(CONTROLLER, LEDGER.now().millis()))
        .anyMatch(t -> t.kind() == TaskKind.APPROVE && t.subject().equals(waiting.approval()));
    assertThat(tasks.of(CASHIER, LEDGER.now().millis()))
        .noneMatch(t -> t.subject().equals(waiting.approval()));

    assertProblem(
        "inbox.ALREADY_SIGNED",
        () ->
            APPROVALS.approve(
                CASHIER,
                waiting.approval(),
                Optional.of(signature("cashier", envelope.payload()))));
    assertProblem(
        "inbox.SIGNATURE_WRONG",
        () ->
            APPROVALS.approve(
                CONTROLLER,
                waiting.approval(),
                Optional.of(signature("cashier", envelope.payload()))));
    assertProblem(
        "server.NOT_FOUND",
        () ->
            APPROVALS.approve(
                caller("platform", "officer", Role.OPERATOR),
                waiting.approval(),
                Optional.empty()));

    Approval done =
        APPROVALS.approve(
            CONTROLLER,
            waiting.approval(),
            Optional.of(signature("controller", envelope.payload())));
    assertThat(done.state()).isEqualTo(Approval.State.ACCEPTED);
    assertThat(done.height()).isPresent();
    assertProblem(
        "inbox.APPROVAL_CLOSED",
        () -> APPROVALS.reject(CONTROLLER, waiting.approval(), "too late"));
    APPROVALS.sweep();
    assertThat(LEDGER.height()).isEqualTo(done.height().orElseThrow());
  }

  @Test
  void whatIsRejectedIsNeverSent() {
    Envelope envelope = mint("approval-2", "APPROVAL-2");
    var waiting = APPROVALS.keep(CASHIER, envelope);
    Approval rejected = APPROVALS.reject(CONTROLLER, waiting.approval(), "not our customer");
    assertThat(rejected.state()).isEqualTo(Approval.State.REJECTED);
    assertProblem(
        "inbox.APPROVAL_CLOSED",
        () ->
            APPROVALS.approve(
                CONTROLLER,
                waiting.approval(),
                Optional.of(signature("controller", envelope.payload()))));
  }

  private static void assertProblem(
      String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call).hasMessageStartingWith(code);
  }
}
