package io.kedge.voucher;

import io.kedge.freeze.FreezeSubject;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.OfferingId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.VoucherId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The right to take goods, and what was done with it. It is not a warehouse receipt: the receipt
/// is
/// the title of the whole asset, the voucher a claim on a part of it by one holder.
///
/// @param id its name, made by the command that created it
/// @param holder who may take the goods
/// @param person salted commitment to the person it is made out to, where the holder named one
/// @param issue the digital asset whose units were burned into it
/// @param offering whose terms hold: tolerance, expiry rule, price
/// @param asset the anchor whose goods these are
/// @param units units of the issue it stands for, at least 1
/// @param ratio smallest deliverable units of the goods per unit
/// @param rights rights that come with it
/// @param createdAt where its clock starts
/// @param expiresAt from this moment on, by its own clock, it can be expired
/// @param predecessor the voucher it is a part of
/// @param state where it is in its life
public record Voucher(
    VoucherId id,
    PartyId holder,
    Optional<Digest> person,
    InstrumentId issue,
    OfferingId offering,
    AssetId asset,
    long units,
    long ratio,
    List<VoucherRight> rights,
    LedgerTime createdAt,
    LedgerTime expiresAt,
    Optional<VoucherId> predecessor,
    VoucherState state) {
  private static final String TAG = "kedge.voucher";

  /// Copies the rights and checks the ranges.
  public Voucher {
    rights = List.copyOf(rights);
    if (units < 1 || ratio < 1) {
      throw new IllegalArgumentException("a voucher has at least one unit of goods");
    }
  }

  /// The goods it stands for, in smallest deliverable units.
  public long goods() {
    return Math.multiplyExact(units, ratio);
  }

  /// What freezes stop it and its clock.
  public FreezeSubject[] freezeSubjects() {
    return new FreezeSubject[] {
      FreezeSubject.of(asset),
      FreezeSubject.of(issue),
      FreezeSubject.of(holder),
      FreezeSubject.of(id)
    };
  }

  /// The same voucher in another state.
  Voucher with(VoucherState next) {
    return part(id, units, rights, predecessor, next);
  }

  /// The same voucher with other rights counts.
  Voucher withRights(List<VoucherRight> next) {
    return part(id, units, next, predecessor, state);
  }

  private Voucher part(
      VoucherId newId,
      long newUnits,
      List<VoucherRight> newRights,
      Optional<VoucherId> newPredecessor,
      VoucherState newState) {
    return new Voucher(
        newId,
        holder,
        person,
        issue,
        offering,
        asset,
        newUnits,
        ratio,
        newRights,
        createdAt,
        expiresAt,
        newPredecessor,
        newState);
  }

  /// Divides this voucher into open parts. Rights are divided like the units; those already
  /// honoured
  /// count against the first parts first, so that no right is lost or doubled.
  ///
  /// @param ids the names of the parts
  /// @param parts their units, at least 1 each, together the units of this voucher
  List<Voucher> divide(List<VoucherId> ids, List<Long> parts) {
    if (parts.stream().mapToLong(Long::longValue).reduce(0, Math::addExact) != units) {
      throw new IllegalStateException("the parts are not the whole");
    }
    long[] honoured = rights.stream().mapToLong(VoucherRight::honoured).toArray();
    var divided = new ArrayList<Voucher>();
    for (int i = 0; i < parts.size(); i++) {
      var share = new ArrayList<VoucherRight>();
      for (int r = 0; r < rights.size(); r++) {
        VoucherRight right = rights.get(r);
        long total = Math.multiplyExact(right.total() / units, parts.get(i));
        long used = Math.min(total, honoured[r]);
        honoured[r] -= used;
        share.add(new VoucherRight(right.type(), right.holder(), total, used));
      }
      divided.add(part(ids.get(i), parts.get(i), share, Optional.of(id), new VoucherState.Open()));
    }
    return divided;
  }

  /// The value of this entry of the state.
  public Bytes encoded() {
    return new Wire(TAG, 1)
        .text(id.value())
        .text(holder.value())
        .option(person, Wire::digest)
        .text(issue.value())
        .text(offering.value())
        .text(asset.value())
        .i64(units)
        .i64(ratio)
        .list(rights, VoucherRight::write)
        .time(createdAt)
        .time(expiresAt)
        .option(predecessor, (w, p) -> w.text(p.value()))
        .option(Optional.of(state), VoucherState::write)
        .bytes();
  }

  /// Reads what [#encoded] wrote.
  public static Voucher decode(Bytes value) {
    var in = new WireReader(value, TAG).expectVersion(1);
    var voucher =
        new Voucher(
            new VoucherId(in.text()),
            new PartyId(in.text()),
            in.option(WireReader::digest),
            new InstrumentId(in.text()),
            new OfferingId(in.text()),
            new AssetId(in.text()),
            in.i64(),
            in.i64(),
            in.list(VoucherRight::read),
            in.time(),
            in.time(),
            in.option(r -> new VoucherId(r.text())),
            in.option(VoucherState::read).orElseThrow());
    in.end();
    return voucher;
  }
}
