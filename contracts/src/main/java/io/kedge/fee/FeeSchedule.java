package io.kedge.fee;

import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The fees of a market, by tier and by date (format.md "Money").
///
/// The entry keeps the version in force and those to come; what was in force before stays in the
/// ledger's log, and no rule asks for it.
///
/// @param id its name
/// @param operator who announced it and announces its later versions; fees are paid to the operator
///     of the offering that names the schedule
/// @param versions by effective date, at most [#VERSIONS_MAX]
public record FeeSchedule(FeeScheduleId id, PartyId operator, List<Version> versions) {
  /// How many tiers there are, 0 to 9.
  public static final int TIERS = 10;

  /// How many versions may stand at once: the one in force and those to come.
  public static final int VERSIONS_MAX = 8;

  private static final String TAG = "kedge.fee";

  /// The rates from one moment on.
  ///
  /// @param effectiveFrom from when
  /// @param tiers the rates of tier 0 to 9
  public record Version(LedgerTime effectiveFrom, List<FeeRates> tiers) {
    /// Checks and copies the tiers.
    public Version {
      tiers = List.copyOf(tiers);
      if (tiers.size() != TIERS || !tiers.stream().allMatch(FeeRates::inRange)) {
        throw new IllegalArgumentException("a version has ten tiers of 0 to 1,000,000 ppm");
      }
    }
  }

  /// Copies the versions and checks their order.
  public FeeSchedule {
    versions = List.copyOf(versions);
    for (int i = 1; i < versions.size(); i++) {
      if (!versions.get(i - 1).effectiveFrom().isBefore(versions.get(i).effectiveFrom())) {
        throw new IllegalArgumentException("versions are not in the order of their dates");
      }
    }
  }

  /// The key of a schedule's entry.
  public static Key key(FeeScheduleId id) {
    return Key.of("fee", id.value());
  }

  /// The version in force at a moment; none before the first. A version is in force at its
  /// effective date.
  public Optional<Version> at(LedgerTime now) {
    return versions.stream()
        .filter(version -> !version.effectiveFrom().isAfter(now))
        .reduce((_, later) -> later);
  }

  /// This schedule with one more version, without those that are over at a moment.
  FeeSchedule with(Version added, LedgerTime now) {
    var next = new ArrayList<Version>();
    at(now).ifPresent(next::add);
    versions.stream().filter(v -> v.effectiveFrom().isAfter(now)).forEach(next::add);
    next.add(added);
    next.sort((a, b) -> a.effectiveFrom().compareTo(b.effectiveFrom()));
    return new FeeSchedule(id, operator, next);
  }

  /// The value of this entry of the state.
  public Bytes encoded() {
    return new Wire(TAG, 1)
        .text(id.value())
        .text(operator.value())
        .list(versions, FeeSchedule::write)
        .bytes();
  }

  static void write(Wire wire, Version version) {
    wire.time(version.effectiveFrom())
        .list(
            version.tiers(),
            (w, rates) ->
                w.u32(rates.makerPpm()).u32(rates.takerPpm()).u32(rates.subscriptionPpm()));
  }

  static Version read(WireReader in) {
    return new Version(in.time(), in.list(t -> new FeeRates(t.u32(), t.u32(), t.u32())));
  }

  /// Reads what [#encoded] wrote.
  public static FeeSchedule decode(Bytes value) {
    var in = new WireReader(value, TAG).expectVersion(1);
    var schedule =
        new FeeSchedule(
            new FeeScheduleId(in.text()), new PartyId(in.text()), in.list(FeeSchedule::read));
    in.end();
    return schedule;
  }
}
