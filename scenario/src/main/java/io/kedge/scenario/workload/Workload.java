package io.kedge.scenario.workload;

import io.kedge.contract.Change;
import io.kedge.genesis.Genesis;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.LedgerTime;
import io.kedge.offering.Offering;
import io.kedge.offering.Schedule;
import io.kedge.scenario.run.Keyring;
import io.kedge.scenario.run.Signing;
import io.kedge.voucher.Voucher;
import io.kedge.voucher.VoucherState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// A never-ending stream of signed commands of a whole market: parties, goods, issues, offerings,
/// trades, gifts, vouchers, money and freezes, with time passing in between.
///
/// It looks for what is possible in a model of its own, kept from what it is shown, and makes a
/// share of the commands wrong on purpose. The same seed and the same results give the same
/// commands, byte for byte.
///
/// ```
/// var workload = new Workload(seed, signing, 1);
/// Step step = workload.next();
/// workload.shown(changes of the step's result);
/// ```
///
/// Not safe for use by several threads.
public final class Workload {
  private static final int KEPT = 50;
  private static final long NOT_AFTER_MILLIS = 60_000;

  private final Genesis genesis;
  private final Situation s;
  private final Spoiler spoiler;
  private final List<Move> moves;
  private final int weights;
  private final List<Bytes> sent = new ArrayList<>();
  private long number;

  /// The stream of a seed.
  ///
  /// @param signing signs for everybody
  /// @param stateRootEvery K of the genesis, from 1
  public Workload(long seed, Signing signing, int stateRootEvery) {
    String name = "simulation-" + Long.toUnsignedString(seed);
    var keyring = new Keyring(name, signing);
    genesis = Founding.genesis(keyring, name, stateRootEvery);
    var model = new Model(genesis.time());
    model.apply(genesis.changes());
    var wallet = new Wallet(keyring, model, genesis.ledgerId().hex());
    genesis
        .founders()
        .forEach(
            founder -> {
              String id = founder.party().id().value();
              wallet.know(id, "key");
              founder.employees().forEach(employee -> wallet.know(id, employee.id().value()));
            });
    s = new Situation(model, new Dice(seed), wallet);
    spoiler = new Spoiler(s);
    moves = moves(s);
    weights = moves.stream().mapToInt(Move::weight).sum();
  }

  private static List<Move> moves(Situation s) {
    var moves = new ArrayList<Move>();
    moves.addAll(new PartyMoves(s).moves());
    moves.addAll(new FreezeMoves(s).moves());
    moves.addAll(new RegistryMoves(s).moves());
    moves.addAll(new CashMoves(s).moves());
    moves.addAll(new IssueMoves(s).moves());
    moves.addAll(new SubscriptionMoves(s).moves());
    moves.addAll(new TradeMoves(s).moves());
    moves.addAll(new GiftMoves(s).moves());
    moves.addAll(new RedemptionMoves(s).moves());
    return List.copyOf(moves);
  }

  /// What the ledger has to begin with.
  public Genesis genesis() {
    return genesis;
  }

  /// The next command.
  public Step next() {
    passTime();
    number++;
    if (!sent.isEmpty() && s.dice().oneIn(40)) {
      return step("again", s.dice().pick(sent).orElseThrow());
    }
    Draft draft = draft();
    LedgerTime notAfter = s.in(NOT_AFTER_MILLIS);
    if (s.dice().oneIn(8)) {
      Spoiler.Spoiled spoiled = spoiler.spoil(draft, notAfter);
      return step(draft.type() + ", " + spoiled.how(), spoiled.envelope());
    }
    Bytes envelope = Spoiler.bytes(s.wallet().command(draft, s.wallet().ledger(), 1, notAfter));
    sent.add(envelope);
    if (sent.size() > KEPT) {
      sent.removeFirst();
    }
    return step(draft.type(), envelope);
  }

  /// Shows the result of the last command: its changes, none where it was refused.
  public void shown(List<Change> changes) {
    s.model().apply(changes);
  }

  private Step step(String label, Bytes envelope) {
    return new Step(number, label, s.now(), envelope);
  }

  private Draft draft() {
    while (true) {
      Optional<Draft> draft = pick().draft().get();
      if (draft.isPresent()) {
        return draft.get();
      }
    }
  }

  private Move pick() {
    int at = s.dice().below(weights);
    for (Move move : moves) {
      at -= move.weight();
      if (at < 0) {
        return move;
      }
    }
    throw new IllegalStateException("weights do not add up");
  }

  /// Usually a moment; sometimes minutes, a whole day, weeks, or until something is due.
  private void passTime() {
    LedgerTime next =
        switch (s.dice().below(60)) {
          case 0, 1 -> s.in(s.dice().between(1, 90) * 60_000);
          case 2, 3 -> due().orElse(s.in(Situation.HOUR));
          case 5 -> s.dice().oneIn(6) ? s.in(s.dice().between(1, 21) * Situation.DAY) : s.now();
          default -> s.in(s.dice().between(0, 3) * 250);
        };
    s.model().advanceTo(next);
  }

  /// The next moment at which something opens, closes or expires, where that is near enough.
  private Optional<LedgerTime> due() {
    var moments = new TreeSet<LedgerTime>();
    for (Offering offering : s.model().offerings()) {
      long standing = s.now().millis() - s.model().clock(offering).millis();
      Schedule times = offering.schedule();
      for (var window : List.of(times.subscription(), times.trading(), times.redemption())) {
        moments.add(window.opens().plusMillis(standing));
        moments.add(window.closes().plusMillis(standing));
      }
      moments.add(times.revealDeadline().plusMillis(standing));
    }
    for (Voucher voucher : s.model().vouchers()) {
      if (voucher.state() instanceof VoucherState.Open) {
        moments.add(voucher.expiresAt());
      }
    }
    return Optional.ofNullable(moments.higher(s.now()))
        .filter(moment -> moment.isBefore(s.in(60 * Situation.DAY)));
  }
}
