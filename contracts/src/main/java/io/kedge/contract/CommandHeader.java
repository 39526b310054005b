package io.kedge.contract;

import io.kedge.kernel.Fields;
import io.kedge.kernel.Identifiers;
import io.kedge.kernel.Json;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.MalformedException;
import io.kedge.kernel.PartyId;

/// The members every payload has beside its `body` (format.md "Commands and ids").
///
/// @param ledger the id of the ledger it is meant for
/// @param type which command, from `type` and `version`
/// @param by who asks
/// @param nonce makes two otherwise equal commands two: a retry after a refusal takes a new one
/// @param notAfter after this ledger time it is refused
public record CommandHeader(
    String ledger, CommandType type, PartyId by, String nonce, LedgerTime notAfter) {

  /// The header of a payload, whatever its body is.
  ///
  /// @throws MalformedException where it has none
  public static CommandHeader read(Fields payload) {
    String ledger = payload.text("ledger");
    String name = payload.text("type");
    int version = payload.small("version");
    PartyId by = payload.id("by", PartyId::new);
    String nonce = payload.id("nonce", Identifiers::require);
    LedgerTime notAfter = payload.time("notAfter");
    try {
      return new CommandHeader(ledger, new CommandType(name, version), by, nonce, notAfter);
    } catch (IllegalArgumentException e) {
      throw new MalformedException("type has not the form concept.verb, or version is 0");
    }
  }

  /// The payload with this header around a body, for those who make commands.
  public Json.Obj payload(Json.Obj body) {
    return Json.Obj.empty()
        .with("ledger", ledger)
        .with("type", type.name())
        .with("version", new Json.Whole(type.version()))
        .with("by", by.value())
        .with("nonce", nonce)
        .with("notAfter", notAfter.millis())
        .with("body", body);
  }
}
