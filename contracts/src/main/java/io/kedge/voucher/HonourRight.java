package io.kedge.voucher;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Identifiers;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.VoucherId;
import java.util.ArrayList;

/// `voucher.honour`: a rights holder records that it honoured a right, once per unit (C-46,
/// H-61). The goods may have been taken already; the voucher's time may not be over.
public final class HonourRight implements Contract<VoucherCommand.Honour> {
  @Override
  public CommandType type() {
    return CommandType.of("voucher.honour");
  }

  @Override
  public VoucherCommand.Honour decode(Fields body) {
    return new VoucherCommand.Honour(
        body.id("voucher", VoucherId::new),
        body.id("right", Identifiers::require),
        body.positive("times"));
  }

  @Override
  public Decision decide(Signed<VoucherCommand.Honour> command, LedgerView view, LedgerTime now) {
    VoucherCommand.Honour honour = command.value();
    Voucher voucher = Vouchers.require(view, honour.voucher());
    RefusedException.unless(
        voucher.rights().stream().anyMatch(right -> right.type().equals(honour.right())),
        VoucherRefusal.RIGHT_UNKNOWN,
        honour.right());
    int index = indexOf(voucher, honour.right(), command.party());
    RefusedException.unless(index >= 0, VoucherRefusal.NOT_THE_RIGHTS_HOLDER, command.party());
    requireAlive(view, voucher, now);
    var rights = new ArrayList<>(voucher.rights());
    VoucherRight right = rights.get(index);
    RefusedException.unless(
        honour.times() <= right.left(), VoucherRefusal.RIGHT_USED_UP, "left", right.left());
    rights.set(index, right.honour(honour.times()));
    return Decision.accept()
        .put(Vouchers.key(voucher.id()), voucher.withRights(rights).encoded())
        .event(new VoucherEvent.Honoured(voucher.id(), honour.right(), honour.times()).encoded())
        .build();
  }

  private static void requireAlive(LedgerView view, Voucher voucher, LedgerTime now) {
    RefusedException.unless(
        voucher.state() instanceof VoucherState.Open
            || voucher.state() instanceof VoucherState.Completed,
        VoucherRefusal.VOUCHER_NOT_OPEN,
        voucher.state().label());
    Vouchers.requireRunning(view, voucher, now);
  }

  /// An asset has each type of right at most once for each rights holder.
  private static int indexOf(Voucher voucher, String type, PartyId holder) {
    for (int i = 0; i < voucher.rights().size(); i++) {
      VoucherRight right = voucher.rights().get(i);
      if (right.type().equals(type) && right.holder().equals(holder)) {
        return i;
      }
    }
    return -1;
  }
}
