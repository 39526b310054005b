package io.kedge.subscription;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Wire;
import io.kedge.offering.AllotmentRule;
import java.math.BigInteger;
import java.util.Optional;

/// How one tranche is shared out (配售): a pure function from one application to its lots, given
/// what all of them ask for together and the [Cut]. Everything is counted in lots.
///
/// That an application's share can be computed alone is what lets the ledger check an allotment of
/// a million applications piece by piece (trading.md §5.1).
public sealed interface Allotment {
  /// True where the cut is of the kind this sharing needs.
  boolean takes(Cut cut);

  /// The lots of one application: 0 to what it asks for.
  ///
  /// @param cut of the kind this sharing takes
  /// @param place of the application
  /// @param asked lots it asks for, at least 1
  long lots(Cut cut, Place place, long asked);

  /// True where the lots of all applications under a cut show that it is the right one. Those above
  /// a line are fixed by order alone, so the right sum proves the line.
  ///
  /// @param sum lots of all applications together
  /// @param atCut what the application at a cut's place asks for; empty where none is there
  boolean isProved(long sum, Optional<Long> atCut);

  /// How a tranche is shared out.
  ///
  /// @param rule what was announced
  /// @param supply lots to give
  /// @param demand lots asked for
  /// @param count how many applications ask
  /// @param seed of the draw; empty where a secret was not revealed: then in proportion
  static Allotment of(
      AllotmentRule rule, long supply, long demand, long count, Optional<Digest> seed) {
    if (demand <= supply) {
      return new InFull();
    }
    var proportional = new InProportion(0, supply, demand, supply);
    return switch (rule) {
      case AllotmentRule.FirstCome(boolean partial) -> new InOrder(supply, partial);
      case AllotmentRule.ProRata _ -> proportional;
      case AllotmentRule.Lottery _ ->
          seed.<Allotment>map(s -> new ByDraw(supply, s, true)).orElse(proportional);
      case AllotmentRule.Hybrid _ when count <= supply ->
          new InProportion(1, supply - count, demand - count, supply);
      case AllotmentRule.Hybrid _ ->
          seed.<Allotment>map(s -> new ByDraw(supply, s, false)).orElse(proportional);
    };
  }

  /// True where a tranche is shared out by a draw, once the secrets are known.
  static boolean needsDraw(AllotmentRule rule, long supply, long demand, long count) {
    return of(rule, supply, demand, count, Optional.of(Digest.ZERO)) instanceof ByDraw;
  }

  /// Everyone in full, because supply suffices.
  record InFull() implements Allotment {
    @Override
    public boolean takes(Cut cut) {
      return cut instanceof Cut.Everyone;
    }

    @Override
    public long lots(Cut cut, Place place, long asked) {
      return asked;
    }

    @Override
    public boolean isProved(long sum, Optional<Long> atCut) {
      return true;
    }
  }

  /// In the order of applying: in full before the cut's place, nothing after it.
  ///
  /// @param supply lots to give
  /// @param allowPartial whether the one at the cut may get a part
  record InOrder(long supply, boolean allowPartial) implements Allotment {
    @Override
    public boolean takes(Cut cut) {
      return cut instanceof Cut.AtPlace(_, long partial) && (allowPartial || partial == 0);
    }

    @Override
    public long lots(Cut cut, Place place, long asked) {
      var line = (Cut.AtPlace) cut;
      int order = place.compareTo(line.place());
      if (order == 0) {
        return Math.min(line.partial(), asked);
      }
      return order < 0 ? asked : 0;
    }

    /// Without parts less than the supply may be given, where the next in order does not fit.
    @Override
    public boolean isProved(long sum, Optional<Long> atCut) {
      boolean nextDoesNotFit = sum < supply && atCut.isPresent() && atCut.get() > supply - sum;
      return sum == supply || (!allowPartial && nextDoesNotFit);
    }
  }

  /// Some lots to everyone, and the rest in proportion to what is asked for beyond them, rounded
  /// down; what is left over goes one by one to the largest remainders, ties to the earlier place.
  ///
  /// @param each lots that everyone gets first, 0 or 1
  /// @param supply lots to give in proportion, less than `demand`
  /// @param demand lots asked for beyond the first ones
  /// @param total lots to give altogether
  record InProportion(long each, long supply, long demand, long total) implements Allotment {
    @Override
    public boolean takes(Cut cut) {
      return cut instanceof Cut.AtRemainder;
    }

    @Override
    public long lots(Cut cut, Place place, long asked) {
      var line = (Cut.AtRemainder) cut;
      long remainder = remainder(asked);
      boolean tie = remainder == line.remainder() && place.compareTo(line.place()) <= 0;
      boolean more = remainder > 0 && (remainder > line.remainder() || tie);
      return each + floor(asked) + (more ? 1 : 0);
    }

    @Override
    public boolean isProved(long sum, Optional<Long> atCut) {
      return sum == total;
    }

    /// The whole lots of an exact share, beyond the first ones.
    public long floor(long asked) {
      return product(asked).divide(BigInteger.valueOf(demand)).longValueExact();
    }

    /// The rest of an exact share, in parts of one lot by `demand`.
    public long remainder(long asked) {
      return product(asked).mod(BigInteger.valueOf(demand)).longValueExact();
    }

    private BigInteger product(long asked) {
      return BigInteger.valueOf(asked - each).multiply(BigInteger.valueOf(supply));
    }
  }

  /// By a draw: every ticket has a score, and the lowest win one lot each.
  ///
  /// @param supply lots to give
  /// @param seed what makes the scores
  /// @param ticketPerLot true where each lot asked for is a ticket, false for one ticket each
  record ByDraw(long supply, Digest seed, boolean ticketPerLot) implements Allotment {
    @Override
    public boolean takes(Cut cut) {
      return cut instanceof Cut.AtScore;
    }

    @Override
    public long lots(Cut cut, Place place, long asked) {
      var line = (Cut.AtScore) cut;
      long won = 0;
      for (long ticket = 0; ticket < tickets(asked); ticket++) {
        won += score(place, ticket).compareTo(line.score()) <= 0 ? 1 : 0;
      }
      return won;
    }

    @Override
    public boolean isProved(long sum, Optional<Long> atCut) {
      return sum == supply;
    }

    /// How many tickets an application has.
    public long tickets(long asked) {
      return ticketPerLot ? asked : 1;
    }

    /// The score of a ticket: H(seed ‖ application ‖ ticket number).
    public Digest score(Place place, long ticket) {
      Bytes number = new Wire("kedge.ticket", 1).i64(ticket).bytes();
      return Digest.of(seed.bytes(), place.command().digest().bytes(), number);
    }
  }
}
