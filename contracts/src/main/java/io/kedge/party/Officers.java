package io.kedge.party;

import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.kernel.KeyId;
import java.util.TreeSet;

/// The rule for steps that one person never takes alone, whatever the mandates say: minting money,
/// acting on somebody else's keys.
public final class Officers {
  private Officers() {}

  /// Refuses where fewer than two employees signed; a key of the organisation itself counts for
  /// nobody.
  ///
  /// @throws RefusedException [PartyRefusal#TWO_OFFICERS_MISSING]
  public static void requireTwo(LedgerView view, Signed<?> signed) {
    var officers = new TreeSet<String>();
    for (KeyId key : signed.keys()) {
      Registry.record(view, key)
          .flatMap(KeyRecord::employee)
          .ifPresent(employee -> officers.add(employee.value()));
    }
    RefusedException.unless(
        officers.size() >= 2, PartyRefusal.TWO_OFFICERS_MISSING, "signed by", officers);
  }
}
