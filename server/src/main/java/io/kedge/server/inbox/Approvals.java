package io.kedge.server.inbox;

import io.kedge.contract.CommandHeader;
import io.kedge.contract.Envelope;
import io.kedge.contract.Outcome;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Json;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.LedgerTime;
import io.kedge.ledger.crypto.SignatureRule;
import io.kedge.party.KeyRecord;
import io.kedge.party.Registry;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import io.kedge.server.api.Refusals;
import io.kedge.server.command.CommandDesk;
import io.kedge.server.command.SecondOfficer;
import io.kedge.server.gateway.CommandAnswer;
import io.kedge.server.gateway.HostedLedger;
import io.kedge.server.gateway.LedgerGateway;
import io.kedge.server.notification.Notice;
import io.kedge.server.notification.NoticeKind;
import io.kedge.server.notification.Outbox;
import io.kedge.server.store.Store;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/// Four eyes: the same bytes are signed by two employees of one organisation and then sent once.
///
/// Signatures are kept before anything is sent; a command of which it is not known whether the
/// ledger took it is sent again, and the ledger answers with the earlier result.
@Component
final class Approvals implements SecondOfficer {
  private static final long VALID_MILLIS = 24 * 3_600_000L;
  private static final long ANSWER_SECONDS = 30;
  private static final int ID_BYTES = 16;
  private static final int PAGE_MAX = 200;

  private final DSLContext db;
  private final LedgerGateway gateway;
  private final CommandDesk desk;
  private final SecureRandom random = new SecureRandom();

  Approvals(Store store, LedgerGateway gateway, CommandDesk desk) {
    this.db = store.db();
    this.gateway = gateway;
    this.desk = desk;
  }

  @Override
  public Waiting keep(Caller caller, CommandDesk.Prepared prepared, String code) {
    Fields fields = Fields.of("", Json.read(prepared.payload()));
    CommandHeader header = CommandHeader.read(fields);
    if (!(fields.json("body") instanceof Json.Obj body)) {
      throw new Problem(ProblemCode.MALFORMED, "the body is not an object");
    }
    var longer =
        new CommandHeader(
            header.ledger(),
            header.type(),
            header.by(),
            header.nonce(),
            header.notAfter().plusMillis(VALID_MILLIS));
    Bytes payload = Bytes.utf8(longer.payload(body).write());
    Envelope.Signature signature = desk.sign(caller, message(payload));
    return keep(caller, longer, payload, signature, code);
  }

  /// Keeps a command that its first officer signed outside.
  ///
  /// @param envelope with one signature
  Waiting keep(Caller caller, Envelope envelope) {
    CommandHeader header = CommandHeader.read(Fields.of("", Json.read(envelope.payload())));
    if (!header.by().equals(caller.party()) || envelope.signatures().size() != 1) {
      throw new Problem(InboxProblem.SIGNATURE_WRONG, "one signature of an own employee is wanted");
    }
    HostedLedger ledger = gateway.ledger(caller.ledger());
    Envelope.Signature signature = envelope.signatures().getFirst();
    requireOwn(ledger, caller, envelope.payload(), signature);
    Outcome outcome = ledger.dryRun(envelope.payload(), List.of(signature.keyId()));
    if (!SecondOfficer.mayHelp(outcome.code())) {
      throw outcome.accepted()
          ? new Problem(InboxProblem.APPROVAL_NOT_NEEDED)
          : Refusals.problem(outcome.code(), outcome.detail());
    }
    return keep(caller, header, envelope.payload(), signature, outcome.code());
  }

  private Waiting keep(
      Caller caller,
      CommandHeader header,
      Bytes payload,
      Envelope.Signature signature,
      String code) {
    String commandId = new CommandId(Digest.of(message(payload))).hex();
    byte[] drawn = new byte[ID_BYTES];
    random.nextBytes(drawn);
    String id = HexFormat.of().formatHex(drawn);
    long now = gateway.ledger(caller.ledger()).now().millis();
    return db.transactionResult(
        inside -> {
          int fresh =
              inside
                  .dsl()
                  .execute(
                      "insert into kedge.approval (id, ledger, party, type, payload, why,"
                          + " created_at, created_by, expires_at, state, command_id)"
                          + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'OPEN', ?)"
                          + " on conflict do nothing",
                      id,
                      caller.ledger(),
                      caller.party().value(),
                      header.type().name(),
                      payload.toArray(),
                      code,
                      now,
                      caller.account(),
                      header.notAfter().millis(),
                      commandId);
          if (fresh == 1) {
            sign(inside.dsl(), id, caller, signature, now);
            tell(inside.dsl(), find(inside.dsl(), id).orElseThrow(), NoticeKind.APPROVAL_WAITING);
          }
          return new Waiting(known(inside.dsl(), caller.ledger(), commandId), commandId);
        });
  }

  private static String known(DSLContext inside, String ledger, String commandId) {
    return Objects.requireNonNull(
        inside
            .fetchSingle(
                "select id from kedge.approval where ledger = ? and command_id = ?",
                ledger,
                commandId)
            .get("id", String.class));
  }

  private static void sign(
      DSLContext inside, String id, Caller caller, Envelope.Signature signature, long now) {
    inside.execute(
        "insert into kedge.approval_signature (approval, key_id, account, signature, at)"
            + " values (?, ?, ?, ?, ?)",
        id,
        signature.keyId().value(),
        caller.account(),
        signature.value().toArray(),
        now);
  }

  private static Bytes message(Bytes payload) {
    return Envelope.preAuthenticationEncoding(Envelope.COMMAND, payload);
  }

  /// Approvals of the caller's party, the newest first.
  ///
  /// @param open true for those that wait, false for those that are decided
  List<Approval> page(Caller caller, boolean open, long before, int limit) {
    return db.fetch(
            "select * from kedge.approval where ledger = ? and party = ?"
                + " and (state in ('OPEN', 'SENT')) = ? and created_at < ?"
                + " order by created_at desc, id limit ?",
            caller.ledger(),
            caller.party().value(),
            open,
            before,
            Math.clamp(limit, 1, PAGE_MAX))
        .map(Approval::of);
  }

  /// An approval of the caller's party.
  Approval require(Caller caller, String id) {
    if (id.indexOf('\0') >= 0) {
      throw new Problem(ProblemCode.NOT_FOUND);
    }
    return find(db, id)
        .filter(approval -> approval.ledger().equals(caller.ledger()))
        .filter(approval -> approval.party().equals(caller.party().value()))
        .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND));
  }

  private static Optional<Approval> find(DSLContext dsl, String id) {
    return dsl.fetchOptional("select * from kedge.approval where id = ?", id).map(Approval::of);
  }

  /// Who signed an approval: accounts, in order.
  List<String> signers(String id) {
    return db.fetch(
            "select account from kedge.approval_signature where approval = ? order by at, account",
            id)
        .map(row -> Objects.requireNonNull(row.get("account", String.class)));
  }

  /// A second employee signs; with enough signatures the command is sent.
  ///
  /// @param own the signature, where the key is kept outside
  /// @return the approval as it is then
  Approval approve(Caller caller, String id, Optional<Envelope.Signature> own) {
    Approval seen = require(caller, id);
    HostedLedger ledger = gateway.ledger(seen.ledger());
    if (signers(id).contains(caller.account())) {
      throw new Problem(InboxProblem.ALREADY_SIGNED);
    }
    own.ifPresent(signature -> requireOwn(ledger, caller, seen.payload(), signature));
    Envelope.Signature signature = own.orElseGet(() -> desk.sign(caller, message(seen.payload())));
    db.transaction(
        inside -> {
          requireOpen(inside.dsl(), id, ledger.now());
          List<KeyId> keys =
              new ArrayList<>(
                  signatures(inside.dsl(), id).stream().map(Envelope.Signature::keyId).toList());
          if (keys.contains(signature.keyId())) {
            throw new Problem(InboxProblem.ALREADY_SIGNED);
          }
          keys.add(signature.keyId());
          Outcome outcome = ledger.dryRun(seen.payload(), keys);
          if (!outcome.accepted() && !SecondOfficer.mayHelp(outcome.code())) {
            throw Refusals.problem(outcome.code(), outcome.detail());
          }
          sign(inside.dsl(), id, caller, signature, ledger.now().millis());
          if (outcome.accepted()) {
            inside
                .dsl()
                .execute(
                    "update kedge.approval set state = 'SENT', decided_by = ? where id = ?",
                    caller.account(),
                    id);
          }
        });
    return send(require(caller, id));
  }

  private static void requireOpen(DSLContext inside, String id, LedgerTime now) {
    Approval locked =
        Approval.of(inside.fetchSingle("select * from kedge.approval where id = ? for update", id));
    if (locked.state() != Approval.State.OPEN || now.millis() > locked.expiresAt()) {
      throw new Problem(InboxProblem.APPROVAL_CLOSED);
    }
  }

  /// A signature made outside is taken where it is that of an employee of the caller's party.
  private static void requireOwn(
      HostedLedger ledger, Caller caller, Bytes payload, Envelope.Signature signature) {
    boolean good =
        Registry.record(ledger.view(), signature.keyId())
            .filter(record -> record.party().equals(caller.party()))
            .filter(record -> record.employee().isPresent())
            .filter(
                record ->
                    caller.employee().isEmpty() || caller.employee().equals(record.employee()))
            .map(KeyRecord::verificationKey)
            .map(key -> SignatureRule.standard().verify(key, message(payload), signature.value()))
            .orElse(false);
    if (!good) {
      throw new Problem(InboxProblem.SIGNATURE_WRONG);
    }
  }

  private static List<Envelope.Signature> signatures(DSLContext dsl, String id) {
    return dsl.fetch(
            "select key_id, signature from kedge.approval_signature where approval = ?"
                + " order by key_id",
            id)
        .map(
            row ->
                new Envelope.Signature(
                    new KeyId(Objects.requireNonNull(row.get("key_id", String.class))),
                    Bytes.wrap(Objects.requireNonNull(row.get("signature", byte[].class)))));
  }

  private Approval send(Approval approval) {
    if (approval.state() != Approval.State.SENT) {
      return approval;
    }
    var envelope =
        new Envelope(Envelope.COMMAND, approval.payload(), signatures(db, approval.id()));
    CommandAnswer answer;
    try {
      answer =
          gateway
              .ledger(approval.ledger())
              .submit(Bytes.utf8(envelope.json().write()))
              .get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return approval; // sent again by the sweep
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return approval;
    }
    return answer.code().startsWith("node.") ? approval : decided(approval, answer);
  }

  private Approval decided(Approval approval, CommandAnswer answer) {
    return db.transactionResult(
        inside -> {
          int first =
              inside
                  .dsl()
                  .execute(
                      "update kedge.approval set state = ?, code = ?, detail = ?, height = ?,"
                          + " decided_at = ? where id = ? and state = 'SENT'",
                      answer.accepted() ? "ACCEPTED" : "REFUSED",
                      answer.code(),
                      answer.detail(),
                      answer.place().map(CommandAnswer.Place::height).orElse(null),
                      gateway.ledger(approval.ledger()).now().millis(),
                      approval.id());
          Approval now = find(inside.dsl(), approval.id()).orElseThrow();
          if (first == 1 && answer.accepted()) {
            tell(inside.dsl(), now, NoticeKind.APPROVAL_ACCEPTED);
          }
          return now;
        });
  }

  /// Somebody of the party rejects it: the second officer, or who made it.
  Approval reject(Caller caller, String id, String reason) {
    Approval seen = require(caller, id);
    return db.transactionResult(
        inside -> {
          requireOpen(inside.dsl(), id, gateway.ledger(seen.ledger()).now());
          inside
              .dsl()
              .execute(
                  "update kedge.approval set state = 'REJECTED', reason = ?, decided_at = ?,"
                      + " decided_by = ? where id = ?",
                  reason,
                  gateway.ledger(seen.ledger()).now().millis(),
                  caller.account(),
                  id);
          Approval now = find(inside.dsl(), id).orElseThrow();
          tell(inside.dsl(), now, NoticeKind.APPROVAL_REJECTED);
          return now;
        });
  }

  /// Sends again what may not have been taken, and ends what waited too long.
  void sweep() {
    db.fetch("select * from kedge.approval where state = 'SENT' order by created_at limit 100")
        .map(Approval::of)
        .forEach(this::send);
    for (HostedLedger ledger : gateway.ledgers()) {
      db.transaction(
          inside ->
              inside
                  .dsl()
                  .fetch(
                      "update kedge.approval set state = 'EXPIRED' where ledger = ?"
                          + " and state = 'OPEN' and expires_at < ? returning *",
                      ledger.name(),
                      ledger.now().millis())
                  .map(Approval::of)
                  .forEach(gone -> tell(inside.dsl(), gone, NoticeKind.APPROVAL_EXPIRED)));
    }
  }

  /// Everybody of the party is told of what waits; who made it, of what came of it.
  private void tell(DSLContext inside, Approval approval, NoticeKind kind) {
    Notice notice =
        Notice.of(
                approval.ledger(),
                approval.party(),
                approval.id(),
                kind,
                approval.id(),
                gateway.ledger(approval.ledger()).now().millis())
            .with("type", approval.type())
            .with("until", approval.expiresAt())
            .with("reason", approval.reason().orElse(""));
    Outbox.tell(
        inside,
        kind == NoticeKind.APPROVAL_WAITING ? notice : notice.forAccount(approval.createdBy()));
  }
}
