package io.kedge.server.command;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Json;
import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import io.kedge.server.api.Refusals;
import io.kedge.server.gateway.CommandAnswer;
import io.kedge.server.gateway.LedgerGateway;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Commands over HTTP.
@RestController
@RequestMapping("/api/v1")
class CommandController {
  private static final int NONCE_BYTES = 16;
  private static final Pattern KEY = Pattern.compile("[!-~]{1,128}");

  private final CommandDesk desk;
  private final LedgerGateway gateway;
  private final ObjectProvider<SecondOfficer> officers;
  private final SecureRandom random = new SecureRandom();

  CommandController(
      CommandDesk desk, LedgerGateway gateway, ObjectProvider<SecondOfficer> officers) {
    this.officers = officers;
    this.desk = desk;
    this.gateway = gateway;
  }

  /// What became of a command.
  ///
  /// @param commandId its id, in hexadecimal; empty where it was only tried
  /// @param result `accepted`
  /// @param height its block
  /// @param leafIndex its entry of the tree
  /// @param receipt where its receipt is
  /// @param again true where it had been decided before
  /// @param approval where it waits for a second employee; then `result` is `waiting`
  record Accepted(
      Optional<String> commandId,
      String result,
      Optional<String> height,
      Optional<String> leafIndex,
      Optional<String> receipt,
      boolean again,
      Optional<String> approval) {}

  /// A command that waits for a signature.
  ///
  /// @param commandId the id it will have, in hexadecimal
  /// @param payloadType of the DSSE envelope
  /// @param payload what is signed, in base64
  record Unsigned(String commandId, String payloadType, String payload) {}

  @PostMapping(
      path = "/commands/{type}",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Access(Access.SIGNED_IN)
  ResponseEntity<Accepted> command(
      Caller caller,
      @PathVariable String type,
      @RequestParam(defaultValue = "false") boolean dryRun,
      @RequestHeader("Idempotency-Key") Optional<String> key,
      @RequestBody byte[] body) {
    Supplier<CommandDesk.Prepared> fresh = () -> desk.prepare(caller, type, object(body), nonce());
    CommandDesk.Prepared prepared =
        key.isEmpty() || dryRun
            ? fresh.get()
            : desk.prepareOnce(caller, key(key.get()), request(type, body), fresh);
    if (dryRun) {
      var outcome = desk.dryRun(caller, prepared);
      if (!outcome.accepted()) {
        throw Refusals.problem(outcome.code(), outcome.detail());
      }
      return ResponseEntity.ok(told(Optional.empty(), outcome.code(), Optional.empty()));
    }
    return secondOfficer(caller, prepared)
        .map(waiting -> ResponseEntity.accepted().body(waits(waiting)))
        .orElseGet(() -> ResponseEntity.ok(accepted(desk.send(caller, prepared))));
  }

  /// Only what an employee signs can lack another's signature; it is tried first, so that the
  /// ledger need not refuse it.
  private Optional<SecondOfficer.Waiting> secondOfficer(
      Caller caller, CommandDesk.Prepared prepared) {
    Optional<SecondOfficer> second = officers.orderedStream().findFirst();
    if (caller.employee().isEmpty() || second.isEmpty()) {
      return Optional.empty();
    }
    var outcome = desk.dryRun(caller, prepared);
    return SecondOfficer.mayHelp(outcome.code())
        ? Optional.of(second.get().keep(caller, prepared, outcome.code()))
        : Optional.empty();
  }

  private static Accepted waits(SecondOfficer.Waiting waiting) {
    return told(
        Optional.of(waiting.commandId()),
        "waiting",
        Optional.of("/api/v1/approvals/" + waiting.approval()));
  }

  private static Accepted told(Optional<String> id, String result, Optional<String> approval) {
    return new Accepted(
        id, result, Optional.empty(), Optional.empty(), Optional.empty(), false, approval);
  }

  @PostMapping(
      path = "/commands/{type}/prepare",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Access(Access.SIGNED_IN)
  Unsigned prepare(Caller caller, @PathVariable String type, @RequestBody byte[] body) {
    CommandDesk.Prepared prepared = desk.prepare(caller, type, object(body), nonce());
    var id = new CommandId(Digest.of(prepared.message()));
    return new Unsigned(id.hex(), io.kedge.contract.Envelope.COMMAND, prepared.payload().base64());
  }

  @PostMapping(
      path = "/envelopes",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Access(Access.PUBLIC)
  Accepted envelope(
      Optional<Caller> caller,
      @RequestParam Optional<String> ledger,
      @RequestBody byte[] envelope) {
    var hosted = gateway.ledger(caller.map(Caller::ledger).or(() -> ledger));
    return accepted(desk.send(hosted, Bytes.wrap(envelope)));
  }

  private static Accepted accepted(CommandAnswer answer) {
    Optional<String> id = answer.id().map(CommandId::hex);
    return new Accepted(
        id,
        answer.code(),
        answer.place().map(place -> Long.toString(place.height())),
        answer.place().map(place -> Long.toString(place.leafIndex())),
        id.map(hex -> "/api/v1/receipts/" + hex),
        answer.again(),
        Optional.empty());
  }

  private static String key(String text) {
    if (!KEY.matcher(text).matches()) {
      throw new Problem(
          ProblemCode.MALFORMED, "Idempotency-Key has 1 to 128 visible ASCII characters");
    }
    return text;
  }

  private static Digest request(String type, byte[] body) {
    return Digest.of(Bytes.utf8(type + "\n"), Bytes.wrap(body));
  }

  private static Json.Obj object(byte[] body) {
    if (Json.read(Bytes.wrap(body)) instanceof Json.Obj object) {
      return object;
    }
    throw new Problem(ProblemCode.MALFORMED, "the body is not an object");
  }

  private String nonce() {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
