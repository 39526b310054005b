package io.kedge.voucher;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.contract.SignedDocument;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.VoucherId;
import io.kedge.note.StripedTotal;
import io.kedge.offering.Offerings;
import java.math.BigInteger;
import java.util.List;

/// `voucher.deliver`: the owner of the goods or their custodian records that the holder took them,
/// with the holder's fresh signature inside (C-45, C-50, H-59, H-60).
///
/// A partial pick-up divides the voucher: one part is completed, the other stays open.
public final class DeliverGoods implements Contract<VoucherCommand.Deliver> {
  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

  @Override
  public CommandType type() {
    return CommandType.of("voucher.deliver");
  }

  @Override
  public VoucherCommand.Deliver decode(Fields body) {
    return new VoucherCommand.Deliver(
        body.id("voucher", VoucherId::new),
        PickupAuthorisation.read(body.json("authorisation")),
        body.count("handed"),
        body.count("shortage"),
        body.has("lots") ? body.objects("lots", lot -> lot.text("lot")) : List.of());
  }

  @Override
  public List<SignedDocument<?>> documents(VoucherCommand.Deliver command) {
    return List.of(command.authorisation());
  }

  @Override
  public Decision decide(Signed<VoucherCommand.Deliver> command, LedgerView view, LedgerTime now) {
    VoucherCommand.Deliver deliver = command.value();
    Voucher voucher = Vouchers.require(view, deliver.voucher());
    Handover.check(view, now, voucher, command.party(), deliver.authorisation());
    PickupAuthorisation authorisation = deliver.authorisation().signed().value();
    requireFigures(view, voucher, deliver, authorisation.quantity());
    var done =
        VoucherState.Completed.first(now, command.party(), deliver.handed(), deliver.shortage());
    long units = authorisation.quantity() / voucher.ratio();
    var out = Decision.accept();
    VoucherId completed =
        units == voucher.units()
            ? complete(out, voucher.with(done))
            : completePart(out, command, voucher, units, done, now);
    Bytes event =
        new VoucherEvent.Delivered(
                completed, command.party(), deliver.handed(), deliver.shortage(), deliver.lots())
            .encoded();
    out.event(event);
    Vouchers.count(out, view, command.id(), voucher, units, StripedTotal.Name.TAKEN);
    return out.build();
  }

  private static void requireFigures(
      LedgerView view, Voucher voucher, VoucherCommand.Deliver deliver, long quantity) {
    RefusedException.unless(
        Math.addExact(deliver.handed(), deliver.shortage()) == quantity,
        VoucherRefusal.HANDED_AND_SHORTAGE_DIFFER,
        "authorised",
        quantity);
    long tolerancePpm =
        Offerings.require(view, voucher.offering()).terms().redemption().shortagePpm();
    long shortageMax =
        BigInteger.valueOf(quantity)
            .multiply(BigInteger.valueOf(tolerancePpm))
            .divide(MILLION)
            .longValueExact();
    RefusedException.unless(
        deliver.shortage() <= shortageMax,
        VoucherRefusal.SHORTAGE_OVER_TOLERANCE,
        "at most",
        shortageMax);
  }

  private static VoucherId complete(Decision.Builder out, Voucher voucher) {
    out.put(Vouchers.key(voucher.id()), voucher.encoded());
    return voucher.id();
  }

  private static VoucherId completePart(
      Decision.Builder out,
      Signed<VoucherCommand.Deliver> command,
      Voucher voucher,
      long units,
      VoucherState.Completed done,
      LedgerTime now) {
    complete(out, voucher.with(new VoucherState.Divided(now)));
    out.event(new VoucherEvent.Divided(voucher.id()).encoded());
    var taken = new VoucherId(command.id().output(0));
    var rest = new VoucherId(command.id().output(1));
    List<Voucher> parts =
        voucher.divide(List.of(taken, rest), List.of(units, voucher.units() - units));
    for (Voucher part : parts) {
      out.event(new VoucherEvent.Issued(part).encoded());
    }
    complete(out, parts.getFirst().with(done));
    complete(out, parts.getLast());
    return taken;
  }
}
