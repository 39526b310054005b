package io.kedge.subscription;

import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.LockId;
import io.kedge.kernel.OfferingId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;

/// What one beneficial owner asks for in one offering, with its cash locked (申购).
///
/// @param offering what it applies to
/// @param beneficialOwner the group that asks; it has one application per offering
/// @param party the member of the group that applied, pays and will own the units
/// @param tranche which tranche, from 0 in the announced order
/// @param units how many units it asks for
/// @param place where it stands in the order of applying
/// @param lock the cash: value at the announced price, and the fee on it
/// @param feePpm the fee rate when it was made, in millionths
/// @param status where it is in its life
/// @param allotted units it got; 0 until it is settled or set aside
public record Application(
    OfferingId offering,
    PartyId beneficialOwner,
    PartyId party,
    int tranche,
    long units,
    Place place,
    LockId lock,
    int feePpm,
    Status status,
    long allotted) {
  private static final String TAG = "kedge.subscription";

  /// Where an application is in its life. One that was withdrawn has no entry.
  public enum Status {
    /// Its cash is locked.
    LIVE,
    /// Its allotment is decided, but it or its party was frozen when the others were settled.
    SET_ASIDE,
    /// Its units were minted and paid for, and the rest refunded.
    SETTLED
  }

  /// The key of an application's entry.
  public static Key key(OfferingId offering, PartyId beneficialOwner) {
    return Key.of("subscription", offering.value(), beneficialOwner.value());
  }

  /// The key of this application's entry.
  public Key key() {
    return key(offering, beneficialOwner);
  }

  /// The same application, its allotment decided.
  Application decided(Status next, long units) {
    return new Application(
        offering, beneficialOwner, party, tranche, this.units, place, lock, feePpm, next, units);
  }

  /// The value of this entry of the state.
  public Bytes encoded() {
    var out =
        new Wire(TAG, 1)
            .text(offering.value())
            .text(beneficialOwner.value())
            .text(party.value())
            .u8(tranche)
            .i64(units);
    return place.write(out).text(lock.value()).u32(feePpm).name(status).i64(allotted).bytes();
  }

  /// Reads what [#encoded] wrote.
  public static Application decode(Bytes value) {
    var in = new WireReader(value, TAG).expectVersion(1);
    var application =
        new Application(
            new OfferingId(in.text()),
            new PartyId(in.text()),
            new PartyId(in.text()),
            in.u8(),
            in.i64(),
            Place.read(in),
            new LockId(in.text()),
            in.u32(),
            in.name(Status.class),
            in.i64());
    in.end();
    return application;
  }
}
