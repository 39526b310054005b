package io.kedge.voucher;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.Signed;
import io.kedge.contract.SignedDocument;
import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.VoucherId;
import java.util.List;

/// `voucher.declineHandover`: the warehouse records why it did not hand over goods that the holder
/// had authorised. The voucher stays as it is; for another try the holder signs anew.
public final class DeclineHandover implements Contract<VoucherCommand.DeclineHandover> {
  @Override
  public CommandType type() {
    return CommandType.of("voucher.declineHandover");
  }

  @Override
  public VoucherCommand.DeclineHandover decode(Fields body) {
    return new VoucherCommand.DeclineHandover(
        body.id("voucher", VoucherId::new),
        PickupAuthorisation.read(body.json("authorisation")),
        body.text("reason"));
  }

  @Override
  public List<SignedDocument<?>> documents(VoucherCommand.DeclineHandover command) {
    return List.of(command.authorisation());
  }

  @Override
  public Decision decide(
      Signed<VoucherCommand.DeclineHandover> command, LedgerView view, LedgerTime now) {
    Voucher voucher = Vouchers.require(view, command.value().voucher());
    Handover.check(view, now, voucher, command.party(), command.value().authorisation());
    var event =
        new VoucherEvent.HandoverDeclined(voucher.id(), command.party(), command.value().reason());
    return Decision.accept()
        .add(Handover.used(command.value().authorisation().signed().value(), now))
        .event(event.encoded())
        .build();
  }
}
