package io.kedge.subscription;

import io.kedge.contract.Key;
import io.kedge.contract.LedgerView;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.OfferingId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import io.kedge.offering.Offering;
import io.kedge.offering.SubscriptionTerms;
import io.kedge.offering.Tranche;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The accumulator of one allotment: what was counted, revealed, verified and settled so far. Each
/// piece reads it, adds to it and writes it, so that anybody can go on where somebody stopped.
///
/// @param offering what is allotted
/// @param tally what is asked for
/// @param issuerSecret the issuer's part of the draw, once revealed
/// @param regulatorSecret the regulator's part of the draw, once revealed
/// @param cuts the verified line of each tranche; empty until there are
/// @param progress how much is settled
public record AllotmentRun(
    OfferingId offering,
    Tally tally,
    Optional<Bytes> issuerSecret,
    Optional<Bytes> regulatorSecret,
    List<Cut> cuts,
    Progress progress) {
  private static final String TAG = "kedge.allotment";

  /// Copies the cuts.
  public AllotmentRun {
    cuts = List.copyOf(cuts);
  }

  /// The key of an allotment's entry.
  public static Key key(OfferingId offering) {
    return Key.of("allotment", offering.value());
  }

  /// The allotment of an offering as far as it has come.
  public static AllotmentRun of(LedgerView view, Offering offering) {
    return view.get(key(offering.id()))
        .map(AllotmentRun::decode)
        .orElseGet(
            () ->
                new AllotmentRun(
                    offering.id(),
                    Tally.none(offering.terms().subscription()),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Progress.NONE));
  }

  /// The seed of the draw, where both secrets are known.
  public Optional<Digest> seed() {
    return issuerSecret.flatMap(a -> regulatorSecret.map(b -> tally.seed(a, b)));
  }

  /// How each tranche is shared out, in the announced order. Only once the tally is done.
  public List<Allotment> sharing(SubscriptionTerms terms) {
    List<Long> supply = tally.supply(terms);
    var sharing = new ArrayList<Allotment>();
    for (int i = 0; i < supply.size(); i++) {
      Tranche tranche = terms.tranches().get(i);
      sharing.add(
          Allotment.of(
              tranche.rule(), supply.get(i), tally.lots().get(i), tally.counts().get(i), seed()));
    }
    return List.copyOf(sharing);
  }

  /// True where some tranche is shared out by a draw, if both secrets are revealed.
  public boolean needsDraw(SubscriptionTerms terms) {
    List<Long> supply = tally.supply(terms);
    for (int i = 0; i < supply.size(); i++) {
      Tranche tranche = terms.tranches().get(i);
      if (Allotment.needsDraw(
          tranche.rule(), supply.get(i), tally.lots().get(i), tally.counts().get(i))) {
        return true;
      }
    }
    return false;
  }

  /// True where less is asked for than the soft cap, or nothing at all: the offering fails.
  public boolean fails(SubscriptionTerms terms) {
    long units = Math.multiplyExact(tally.demand(), terms.lot());
    return units == 0 || units < terms.softCap();
  }

  AllotmentRun with(Tally next) {
    return new AllotmentRun(offering, next, issuerSecret, regulatorSecret, cuts, progress);
  }

  AllotmentRun withIssuerSecret(Bytes secret) {
    return new AllotmentRun(offering, tally, Optional.of(secret), regulatorSecret, cuts, progress);
  }

  AllotmentRun withRegulatorSecret(Bytes secret) {
    return new AllotmentRun(offering, tally, issuerSecret, Optional.of(secret), cuts, progress);
  }

  AllotmentRun with(List<Cut> verified) {
    return new AllotmentRun(offering, tally, issuerSecret, regulatorSecret, verified, progress);
  }

  AllotmentRun with(Progress next) {
    return new AllotmentRun(offering, tally, issuerSecret, regulatorSecret, cuts, next);
  }

  /// The value of this entry of the state.
  public Bytes encoded() {
    var out = tally.write(new Wire(TAG, 1).text(offering.value()));
    out.option(issuerSecret, Wire::bytes)
        .option(regulatorSecret, Wire::bytes)
        .list(cuts, (w, cut) -> cut.write(w));
    return progress.write(out).bytes();
  }

  /// Reads what [#encoded] wrote.
  public static AllotmentRun decode(Bytes value) {
    var in = new WireReader(value, TAG).expectVersion(1);
    var run =
        new AllotmentRun(
            new OfferingId(in.text()),
            Tally.read(in),
            in.option(WireReader::bytes),
            in.option(WireReader::bytes),
            in.list(Cut::read),
            Progress.read(in));
    in.end();
    return run;
  }
}
