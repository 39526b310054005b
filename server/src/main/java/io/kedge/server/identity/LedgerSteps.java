package io.kedge.server.identity;

import io.kedge.contract.CommandHeader;
import io.kedge.contract.CommandType;
import io.kedge.contract.Envelope;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Json;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.server.command.CommandDesk;
import io.kedge.server.custody.SealedCustody;
import io.kedge.server.gateway.CommandAnswer;
import io.kedge.server.gateway.HostedLedger;
import io.kedge.server.gateway.LedgerGateway;
import java.util.LinkedHashSet;
import java.util.List;

/// Commands about parties that the user centre sends, signed with one or more keys that are kept
/// here.
final class LedgerSteps {
  private static final long VALID_MILLIS = 10 * 60_000;

  private final LedgerGateway gateway;
  private final CommandDesk desk;
  private final SealedCustody custody;

  LedgerSteps(LedgerGateway gateway, CommandDesk desk, SealedCustody custody) {
    this.gateway = gateway;
    this.desk = desk;
    this.custody = custody;
  }

  /// Sends a command and waits until it took effect.
  ///
  /// @param keys whose signatures it carries; one named twice signs once
  /// @throws io.kedge.server.api.Problem with the ledger's refusal
  CommandAnswer send(String ledger, PartyId by, String type, Json.Obj body, List<KeyId> keys) {
    HostedLedger hosted = gateway.ledger(ledger);
    Bytes payload = payload(hosted, by, type, body);
    Bytes message = Envelope.preAuthenticationEncoding(Envelope.COMMAND, payload);
    var signatures =
        new LinkedHashSet<>(keys)
            .stream().map(key -> new Envelope.Signature(key, custody.sign(key, message))).toList();
    var envelope = new Envelope(Envelope.COMMAND, payload, signatures);
    return desk.send(hosted, Bytes.utf8(envelope.json().write()));
  }

  /// The payload of a command that somebody else will sign.
  Bytes payload(HostedLedger hosted, PartyId by, String type, Json.Obj body) {
    var header =
        new CommandHeader(
            hosted.genesis().ledgerId().hex(),
            CommandType.of(type),
            by,
            Ids.fresh(),
            LedgerTime.of(hosted.now().millis() + VALID_MILLIS));
    return Bytes.utf8(header.payload(body).write());
  }

  HostedLedger ledger(String name) {
    return gateway.ledger(name);
  }

  /// Hands in an envelope that was signed elsewhere.
  CommandAnswer send(String ledger, Bytes envelope) {
    return desk.send(gateway.ledger(ledger), envelope);
  }
}
