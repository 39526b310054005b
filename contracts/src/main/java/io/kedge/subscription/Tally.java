package io.kedge.subscription;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import io.kedge.offering.SubscriptionTerms;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// What all applications of an offering ask for together, counted piece by piece after the close.
///
/// @param after the last beneficial owner that was counted
/// @param done true where all are counted
/// @param lots lots asked for in each tranche
/// @param counts how many applications each tranche has
/// @param digest over all applications counted, in the order of their beneficial owners
public record Tally(
    Optional<PartyId> after, boolean done, List<Long> lots, List<Long> counts, Digest digest) {
  /// Copies the lists.
  public Tally {
    lots = List.copyOf(lots);
    counts = List.copyOf(counts);
  }

  /// Nothing counted yet.
  static Tally none(SubscriptionTerms terms) {
    List<Long> zeros = Collections.nCopies(terms.tranches().size(), 0L);
    return new Tally(Optional.empty(), false, zeros, zeros, Digest.ZERO);
  }

  /// This tally after one more piece.
  ///
  /// @param page the next applications, in key order
  /// @param last true where none comes after them
  Tally plus(List<Application> page, boolean last, long lot) {
    var more = new ArrayList<>(lots);
    var counted = new ArrayList<>(counts);
    Digest chain = digest;
    for (Application application : page) {
      int tranche = application.tranche();
      more.set(tranche, Math.addExact(more.get(tranche), application.units() / lot));
      counted.set(tranche, counted.get(tranche) + 1);
      chain = Digest.of(chain.bytes(), application.encoded());
    }
    return new Tally(
        page.isEmpty() ? after : Optional.of(page.getLast().beneficialOwner()),
        last,
        more,
        counted,
        chain);
  }

  /// Lots asked for altogether.
  public long demand() {
    return lots.stream().reduce(0L, Math::addExact);
  }

  /// How many applications there are.
  public long count() {
    return counts.stream().reduce(0L, Math::addExact);
  }

  /// What each tranche has to give after claw-back, in lots.
  public List<Long> supply(SubscriptionTerms terms) {
    List<Long> announced =
        terms.tranches().stream().map(tranche -> tranche.units() / terms.lot()).toList();
    return Supply.afterClawBack(announced, lots);
  }

  Wire write(Wire out) {
    return out.option(after, (w, owner) -> w.text(owner.value()))
        .flag(done)
        .list(lots, Wire::i64)
        .list(counts, Wire::i64)
        .digest(digest);
  }

  static Tally read(WireReader in) {
    return new Tally(
        in.option(r -> new PartyId(r.text())),
        in.flag(),
        in.list(WireReader::i64),
        in.list(WireReader::i64),
        in.digest());
  }

  /// The seed of the draw (format.md "Lottery seed").
  Digest seed(Bytes issuerSecret, Bytes regulatorSecret) {
    return Digest.of(issuerSecret, regulatorSecret, digest.bytes());
  }
}
