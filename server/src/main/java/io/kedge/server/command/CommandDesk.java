package io.kedge.server.command;

import io.kedge.contract.CommandHeader;
import io.kedge.contract.CommandType;
import io.kedge.contract.Envelope;
import io.kedge.contract.Outcome;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Json;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.LedgerTime;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import io.kedge.server.api.Refusals;
import io.kedge.server.api.RequestNotes;
import io.kedge.server.custody.Custody;
import io.kedge.server.custody.CustodyProblem;
import io.kedge.server.gateway.CommandAnswer;
import io.kedge.server.gateway.HostedLedger;
import io.kedge.server.gateway.LedgerGateway;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/// Makes commands for accounts whose keys are kept here, and hands commands to the ledger.
@Service
public class CommandDesk {
  private static final long VALID_MILLIS = 10 * 60 * 1000L;
  private static final long ANSWER_SECONDS = 30;

  private final LedgerGateway gateway;
  private final ObjectProvider<Custody> custodians;
  private final Requests requests;

  CommandDesk(LedgerGateway gateway, ObjectProvider<Custody> custodians, Requests requests) {
    this.requests = requests;
    this.gateway = gateway;
    this.custodians = custodians;
  }

  /// A command that waits for its signature.
  ///
  /// @param ledger where it is meant for
  /// @param payload what is signed, without the DSSE framing
  public record Prepared(HostedLedger ledger, Bytes payload) {
    /// What a key signs.
    public Bytes message() {
      return Envelope.preAuthenticationEncoding(Envelope.COMMAND, payload);
    }
  }

  /// Makes a command of the caller's party.
  ///
  /// @param type which command, for example `asset.register`
  /// @param body its body
  /// @param nonce makes two otherwise equal commands two; the same one gives the same command
  public Prepared prepare(Caller caller, String type, Json.Obj body, String nonce) {
    HostedLedger ledger = gateway.ledger(caller.ledger());
    LedgerTime notAfter = LedgerTime.of(ledger.now().millis() + VALID_MILLIS);
    return prepare(ledger, caller, type, body, nonce, notAfter);
  }

  private static Prepared prepare(
      HostedLedger ledger,
      Caller caller,
      String type,
      Json.Obj body,
      String nonce,
      LedgerTime notAfter) {
    CommandType known;
    try {
      known = CommandType.of(type);
    } catch (IllegalArgumentException e) {
      throw new Problem(ProblemCode.NOT_FOUND, "no command " + type);
    }
    var header =
        new CommandHeader(
            ledger.genesis().ledgerId().hex(), known, caller.party(), nonce, notAfter);
    return new Prepared(ledger, Bytes.utf8(header.payload(body).write()));
  }

  /// The command that a client's idempotency key stands for; a new one where the key is new.
  ///
  /// @param key the client's own, 1 to 128 characters
  /// @param request the digest of what was asked for
  /// @throws Problem `server.IDEMPOTENCY_KEY_REUSED` where the key came with another request
  public Prepared prepareOnce(Caller caller, String key, Digest request, Supplier<Prepared> fresh) {
    Bytes payload = requests.payload(caller, key, request, fresh);
    return new Prepared(gateway.ledger(caller.ledger()), payload);
  }

  /// What would become of a command now; nothing is ordered.
  public Outcome dryRun(Caller caller, Prepared prepared) {
    return prepared.ledger().dryRun(prepared.payload(), List.of(custody().keyOf(caller)));
  }

  /// Signs a command with the caller's key and hands it in.
  public CommandAnswer send(Caller caller, Prepared prepared) {
    KeyId key = custody().keyOf(caller);
    var signature = new Envelope.Signature(key, custody().sign(caller, prepared.message()));
    var envelope = new Envelope(Envelope.COMMAND, prepared.payload(), List.of(signature));
    return send(prepared.ledger(), Bytes.utf8(envelope.json().write()));
  }

  /// The caller's signature over a message.
  ///
  /// @throws Problem `custody.KEY_MISSING` where no key is kept here for the caller
  public Envelope.Signature sign(Caller caller, Bytes message) {
    return new Envelope.Signature(custody().keyOf(caller), custody().sign(caller, message));
  }

  private Custody custody() {
    return custodians.stream()
        .findFirst()
        .orElseThrow(() -> new Problem(CustodyProblem.KEY_MISSING));
  }

  /// Hands in an envelope that was signed already.
  ///
  /// @throws Problem with the refusal's code where it did not take effect
  public CommandAnswer send(HostedLedger ledger, Bytes envelope) {
    CommandAnswer answer = await(ledger, envelope);
    answer.id().ifPresent(RequestNotes::command);
    RequestNotes.code(answer.code());
    if (answer.accepted()) {
      return answer;
    }
    Problem problem = Refusals.problem(answer.code(), answer.detail());
    answer.id().ifPresent(id -> problem.with("commandId", id.hex()));
    answer
        .place()
        .ifPresent(
            place -> {
              problem.with("height", Long.toString(place.height()));
              problem.with("leafIndex", Long.toString(place.leafIndex()));
            });
    throw problem;
  }

  private static CommandAnswer await(HostedLedger ledger, Bytes envelope) {
    try {
      return ledger.submit(envelope).get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new Problem(ProblemCode.TOO_SLOW, "send the same command again to learn its result");
    } catch (ExecutionException e) {
      throw new Problem(ProblemCode.LEDGER_UNAVAILABLE, String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(ProblemCode.LEDGER_UNAVAILABLE, "interrupted");
    }
  }
}
