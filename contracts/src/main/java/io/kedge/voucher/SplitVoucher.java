package io.kedge.voucher;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.VoucherId;
import java.util.ArrayList;
import java.util.List;

/// `voucher.split`: the holder divides a voucher, to have it picked up in parts (H-63).
public final class SplitVoucher implements Contract<VoucherCommand.Split> {
  private static final int PARTS_MAX = 32;

  @Override
  public CommandType type() {
    return CommandType.of("voucher.split");
  }

  @Override
  public VoucherCommand.Split decode(Fields body) {
    return new VoucherCommand.Split(
        body.id("voucher", VoucherId::new), body.objects("parts", part -> part.positive("units")));
  }

  @Override
  public Decision decide(Signed<VoucherCommand.Split> command, LedgerView view, LedgerTime now) {
    Voucher voucher = Vouchers.require(view, command.value().voucher());
    Vouchers.requireHolder(voucher, command.party());
    Vouchers.requireOpen(view, voucher, now);
    List<Long> parts = command.value().parts();
    RefusedException.unless(
        parts.size() >= 2
            && parts.size() <= PARTS_MAX
            && parts.stream().mapToLong(Long::longValue).reduce(0, Math::addExact)
                == voucher.units(),
        VoucherRefusal.PARTS_DO_NOT_ADD_UP,
        parts,
        "of",
        voucher.units());
    var ids = new ArrayList<VoucherId>();
    for (int i = 0; i < parts.size(); i++) {
      ids.add(new VoucherId(command.id().output(i)));
    }
    var out = Decision.accept();
    Voucher ended = voucher.with(new VoucherState.Divided(now));
    out.put(Vouchers.key(ended.id()), ended.encoded());
    out.event(new VoucherEvent.Divided(ended.id()).encoded());
    for (Voucher part : voucher.divide(ids, parts)) {
      out.put(Vouchers.key(part.id()), part.encoded());
      out.event(new VoucherEvent.Issued(part).encoded());
    }
    return out.build();
  }
}
