package io.kedge.settlement;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.Key;
import io.kedge.contract.LedgerView;
import io.kedge.contract.Refusal;
import io.kedge.contract.Signed;
import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.LockId;
import io.kedge.note.Lock;
import io.kedge.note.Postings;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// `settlement.settle`: executes orders against each other, delivery versus payment (C-27 to C-29,
/// H-53). The price is the limit of the earlier order; the later one is the taker.
public final class SettleOrders implements Contract<SettlementCommand.Settle> {
  @Override
  public CommandType type() {
    return CommandType.of("settlement.settle");
  }

  @Override
  public SettlementCommand.Settle decode(Fields body) {
    return new SettlementCommand.Settle(
        body.objects(
            "fills",
            f ->
                new SettlementCommand.Fill(
                    f.id("sell", LockId::new), f.id("buy", LockId::new), f.positive("units"))));
  }

  @Override
  public Optional<Refusal> precheck(SettlementCommand.Settle command) {
    if (command.fills().isEmpty()) {
      return Optional.of(SettlementRefusal.FILLS_EMPTY);
    }
    return command.fills().size() <= SettlementCommand.FILLS_MAX
        ? Optional.empty()
        : Optional.of(SettlementRefusal.TOO_MANY_FILLS);
  }

  @Override
  public Set<Key> reads(Signed<SettlementCommand.Settle> command) {
    var keys = new TreeSet<Key>();
    for (SettlementCommand.Fill fill : command.value().fills()) {
      keys.add(Lock.key(fill.sell()));
      keys.add(Lock.key(fill.buy()));
    }
    return keys;
  }

  @Override
  public long units(SettlementCommand.Settle command) {
    return command.fills().stream()
        .mapToLong(SettlementCommand.Fill::units)
        .reduce(0, Math::addExact);
  }

  @Override
  public Decision decide(
      Signed<SettlementCommand.Settle> command, LedgerView view, LedgerTime now) {
    var settlement = new Settlement(command.party(), view, now);
    command.value().fills().forEach(settlement::fill);
    var postings = new Postings(command.id(), view, now);
    settlement.post(postings);
    return postings.build();
  }
}
