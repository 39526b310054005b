package io.kedge.offering;

import io.kedge.contract.Key;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.freeze.FreezeSubject;
import io.kedge.freeze.Freezes;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.OfferingId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import io.kedge.party.Parties;
import io.kedge.party.Role;
import java.util.Optional;

/// Answers what is announced, and what time it is in its life.
public final class Offerings {
  private static final String TAG = "kedge.offering-of";

  private Offerings() {}

  /// An offering that must exist.
  ///
  /// @throws RefusedException [OfferingRefusal#OFFERING_UNKNOWN]
  public static Offering require(LedgerView view, OfferingId id) {
    return find(view, id)
        .orElseThrow(() -> RefusedException.because(OfferingRefusal.OFFERING_UNKNOWN, id));
  }

  /// An offering, if it exists.
  public static Optional<Offering> find(LedgerView view, OfferingId id) {
    return view.get(Offering.key(id)).map(Offering::decode);
  }

  /// The offering of an issue that is in force: the latest announced, unless it failed, was
  /// cancelled or withdrawn.
  public static Optional<Offering> ofIssue(LedgerView view, InstrumentId issue) {
    return latestOfIssue(view, issue).filter(offering -> !offering.status().isOff());
  }

  /// The latest announced offering of an issue, whatever became of it.
  public static Optional<Offering> latestOfIssue(LedgerView view, InstrumentId issue) {
    return view.get(keyOfIssue(issue)).map(Offerings::decodeId).map(id -> require(view, id));
  }

  /// The offering of an issue that must be in force.
  ///
  /// @throws RefusedException [OfferingRefusal#OFFERING_UNKNOWN]
  public static Offering requireOfIssue(LedgerView view, InstrumentId issue) {
    return ofIssue(view, issue)
        .orElseThrow(
            () -> RefusedException.because(OfferingRefusal.OFFERING_UNKNOWN, "of issue", issue));
  }

  /// The time on an offering's clock: it stands still while the issue or its anchor is frozen
  /// (format.md "Freeze"). All times of its schedule are compared with this.
  public static LedgerTime clock(LedgerView view, Offering offering, LedgerTime now) {
    return Freezes.clock(view, now, offering.announcedAt(), freezeSubjects(offering));
  }

  /// Refuses while the issue or its anchor is frozen.
  ///
  /// @throws RefusedException [io.kedge.freeze.FreezeRefusal#FROZEN]
  public static void requireNotFrozen(LedgerView view, Offering offering) {
    Freezes.requireNone(view, freezeSubjects(offering));
  }

  /// Where an offering is in its life.
  public static Phase phase(LedgerView view, Offering offering, LedgerTime now) {
    Schedule times = offering.schedule();
    LedgerTime clock = clock(view, offering, now);
    return switch (offering.status()) {
      case FAILED -> Phase.FAILED;
      case CANCELLED -> Phase.CANCELLED;
      case WITHDRAWN -> Phase.WITHDRAWN;
      case SETTLED -> afterSettlement(times, clock);
      case ANNOUNCED, SETTLING -> {
        if (clock.isBefore(times.subscription().opens())) {
          yield Phase.ANNOUNCED;
        }
        yield times.subscription().contains(clock)
            ? Phase.SUBSCRIPTION_OPEN
            : Phase.SUBSCRIPTION_CLOSED;
      }
    };
  }

  private static Phase afterSettlement(Schedule times, LedgerTime clock) {
    if (!clock.isBefore(times.redemption().closes())) {
      return Phase.REDEMPTION_CLOSED;
    }
    if (times.redemption().contains(clock)) {
      return Phase.REDEMPTION_OPEN;
    }
    if (clock.isBefore(times.trading().opens())) {
      return Phase.SETTLED;
    }
    if (!times.trading().contains(clock)) {
      return Phase.TRADING_CLOSED;
    }
    return times.suspended() ? Phase.TRADING_SUSPENDED : Phase.TRADING_OPEN;
  }

  /// The key under which the latest offering of an issue is found.
  /// Refuses an operator who does not run this offering's market. Once the operator in the terms
  /// acts as one no longer, any other may wind the market up.
  ///
  /// @throws RefusedException [OfferingRefusal#NOT_THE_OPERATOR]
  public static void requireRunner(LedgerView view, Offering offering, PartyId party) {
    PartyId named = offering.terms().operator();
    RefusedException.unless(
        named.equals(party) || !Parties.require(view, named).acts(Role.OPERATOR),
        OfferingRefusal.NOT_THE_OPERATOR,
        named);
  }

  static Key keyOfIssue(InstrumentId issue) {
    return Key.of("offering-of", issue.value());
  }

  static Bytes encodedId(OfferingId id) {
    return new Wire(TAG, 1).text(id.value()).bytes();
  }

  private static OfferingId decodeId(Bytes value) {
    var in = new WireReader(value, TAG).expectVersion(1);
    var id = new OfferingId(in.text());
    in.end();
    return id;
  }

  private static FreezeSubject[] freezeSubjects(Offering offering) {
    return new FreezeSubject[] {
      FreezeSubject.of(offering.terms().anchor()), FreezeSubject.of(offering.issue())
    };
  }
}
