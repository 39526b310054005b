package io.kedge.freeze;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import io.kedge.party.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// When one subject was frozen, all its life; the last period may still run.
///
/// @param periods in time order, at most [#PERIODS_MAX]
public record FreezeHistory(List<Period> periods) {
  /// How often one subject can be frozen.
  public static final int PERIODS_MAX = 64;

  /// Never frozen.
  public static final FreezeHistory NONE = new FreezeHistory(List.of());

  private static final String TAG = "kedge.freeze";

  /// One time of being frozen.
  ///
  /// @param from since when
  /// @param until until when; empty while it lasts
  /// @param by who ordered it
  /// @param authority as what it was ordered, [Role#OPERATOR] or [Role#REGULATOR]
  /// @param order why
  public record Period(
      LedgerTime from, Optional<LedgerTime> until, PartyId by, Role authority, FreezeOrder order) {}

  /// Copies the periods.
  public FreezeHistory {
    periods = List.copyOf(periods);
  }

  /// True while the subject is frozen.
  public boolean frozen() {
    return !periods.isEmpty() && periods.getLast().until().isEmpty();
  }

  /// This history with a new period that runs.
  public FreezeHistory begin(LedgerTime from, PartyId by, Role authority, FreezeOrder order) {
    var more = new ArrayList<>(periods);
    more.add(new Period(from, Optional.empty(), by, authority, order));
    return new FreezeHistory(more);
  }

  /// This history with its running period ended.
  public FreezeHistory end(LedgerTime until) {
    var more = new ArrayList<>(periods);
    Period last = more.removeLast();
    more.add(
        new Period(last.from(), Optional.of(until), last.by(), last.authority(), last.order()));
    return new FreezeHistory(more);
  }

  /// The value of this entry of the state.
  public Bytes encoded() {
    return new Wire(TAG, 1).list(periods, FreezeHistory::write).bytes();
  }

  /// Reads what [#encoded] wrote.
  public static FreezeHistory decode(Bytes value) {
    var in = new WireReader(value, TAG).expectVersion(1);
    var history = new FreezeHistory(in.list(FreezeHistory::period));
    in.end();
    return history;
  }

  private static void write(Wire out, Period period) {
    out.time(period.from())
        .option(period.until(), Wire::time)
        .text(period.by().value())
        .name(period.authority());
    period.order().write(out);
  }

  private static Period period(WireReader in) {
    return new Period(
        in.time(),
        in.option(WireReader::time),
        new PartyId(in.text()),
        in.name(Role.class),
        FreezeOrder.read(in));
  }
}
