package io.kedge.voucher;

import io.kedge.asset.Asset;
import io.kedge.asset.Assets;
import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.contract.SignedDocument;
import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.VoucherId;
import java.util.List;

/// `voucher.correct`: both sides agree that a recorded handover was wrong. The old record stays in
/// the log, the new figures stand in the voucher.
public final class CorrectHandover implements Contract<VoucherCommand.Correct> {
  @Override
  public CommandType type() {
    return CommandType.of("voucher.correct");
  }

  @Override
  public VoucherCommand.Correct decode(Fields body) {
    return new VoucherCommand.Correct(
        body.id("voucher", VoucherId::new),
        body.count("handed"),
        body.count("shortage"),
        body.text("reason"),
        Correction.read(body.json("consent")));
  }

  @Override
  public List<SignedDocument<?>> documents(VoucherCommand.Correct command) {
    return List.of(command.consent());
  }

  @Override
  public Decision decide(Signed<VoucherCommand.Correct> command, LedgerView view, LedgerTime now) {
    VoucherCommand.Correct correct = command.value();
    Voucher voucher = Vouchers.require(view, correct.voucher());
    Asset asset = Assets.require(view, voucher.asset());
    RefusedException.unless(
        voucher.holder().equals(command.party()) || Vouchers.isWarehouse(asset, command.party()),
        VoucherRefusal.NOT_THE_WAREHOUSE,
        command.party());
    if (!(voucher.state() instanceof VoucherState.Completed done)) {
      throw RefusedException.because(VoucherRefusal.NOTHING_TO_CORRECT, voucher.state().label());
    }
    RefusedException.unless(
        Math.addExact(correct.handed(), correct.shortage()) == voucher.goods(),
        VoucherRefusal.HANDED_AND_SHORTAGE_DIFFER,
        voucher.goods());
    var agreed =
        new Correction(voucher.id(), done.corrections() + 1, correct.handed(), correct.shortage());
    Signed<Correction> consent = correct.consent().signed();
    RefusedException.unless(
        consent.value().equals(agreed)
            && bothSides(voucher, asset, command.party(), consent.party()),
        VoucherRefusal.CONSENT_DIFFERS,
        consent.party());
    return Decision.accept()
        .put(Vouchers.key(voucher.id()), voucher.with(done.corrected(agreed)).encoded())
        .event(new VoucherEvent.Corrected(agreed, correct.reason()).encoded())
        .build();
  }

  /// One is the holder and the other the owner of the goods or their custodian; nobody agrees with
  /// itself.
  private static boolean bothSides(Voucher voucher, Asset asset, PartyId one, PartyId other) {
    boolean oneHolds = voucher.holder().equals(one) && Vouchers.isWarehouse(asset, other);
    boolean otherHolds = voucher.holder().equals(other) && Vouchers.isWarehouse(asset, one);
    return !one.equals(other) && (oneHolds || otherHolds);
  }
}
