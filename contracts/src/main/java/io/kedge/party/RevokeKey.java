package io.kedge.party;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.kernel.Fields;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.LedgerTime;
import java.util.List;

/// `party.revokeKey`: a lost or stolen key is revoked, by its party with another key or by two
/// officers of the operator.
public final class RevokeKey implements Contract<PartyCommand.RevokeKey> {
  @Override
  public CommandType type() {
    return CommandType.of("party.revokeKey");
  }

  @Override
  public PartyCommand.RevokeKey decode(Fields body) {
    return new PartyCommand.RevokeKey(body.id("key", KeyId::new), body.text("reason"));
  }

  @Override
  public Decision decide(Signed<PartyCommand.RevokeKey> signed, LedgerView view, LedgerTime now) {
    KeyRecord key = KeyRules.require(signed.value().key(), view);
    if (key.party().equals(signed.party())) {
      requireAnother(key, signed, view);
    } else {
      Parties.requireRole(view, signed.party(), Role.OPERATOR);
      Officers.requireTwo(view, signed);
    }
    KeyRules.requireLasting(key, now);
    KeyRecord revoked = key.revokedAt(now);
    var event = new PartyEvent.KeyRevoked(revoked, signed.party(), signed.value().reason());
    return Decision.accept()
        .put(Registry.key(key.id()), revoked.encoded())
        .event(event.encoded())
        .build();
  }

  /// A key of the organisation itself is revoked by another such key only.
  private static void requireAnother(KeyRecord key, Signed<?> signed, LedgerView view) {
    List<KeyRecord> others = KeyRules.signersBut(key.id(), signed, view);
    RefusedException.unless(
        key.employee().isPresent()
            || others.isEmpty()
            || others.stream().anyMatch(other -> other.employee().isEmpty()),
        PartyRefusal.ORGANISATION_KEY_MISSING,
        "to revoke",
        key.id());
    RefusedException.unless(!others.isEmpty(), PartyRefusal.OTHER_KEY_MISSING, key.id());
  }
}
