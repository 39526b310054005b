package io.kedge.subscription;

import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.OfferingId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The lines that one party proposes for an allotment, and how far they are verified. Everybody can
/// have one at a time, so that a wrong one does not stand in the way of a right one.
///
/// @param offering what is allotted
/// @param by who proposes
/// @param cuts the line of each tranche
/// @param after the last beneficial owner whose share was computed
/// @param sums lots that each tranche gives so far
/// @param atCuts what the application at each tranche's cut asks for, once it was met
public record Proposal(
    OfferingId offering,
    PartyId by,
    List<Cut> cuts,
    Optional<PartyId> after,
    List<Long> sums,
    List<Optional<Long>> atCuts) {
  private static final String TAG = "kedge.allotment-proposal";

  /// Copies the lists.
  public Proposal {
    cuts = List.copyOf(cuts);
    sums = List.copyOf(sums);
    atCuts = List.copyOf(atCuts);
  }

  static Proposal of(OfferingId offering, PartyId by, List<Cut> cuts) {
    return new Proposal(
        offering,
        by,
        cuts,
        Optional.empty(),
        Collections.nCopies(cuts.size(), 0L),
        Collections.nCopies(cuts.size(), Optional.empty()));
  }

  /// The key of a proposal's entry.
  public static Key key(OfferingId offering, PartyId by) {
    return Key.of("allotment-proposal", offering.value(), by.value());
  }

  /// This proposal after the shares of some more applications were computed.
  Proposal plus(List<Application> page, List<Allotment> sharing, long lot) {
    var more = new ArrayList<>(sums);
    var met = new ArrayList<>(atCuts);
    for (Application application : page) {
      int i = application.tranche();
      long asked = application.units() / lot;
      long given = sharing.get(i).lots(cuts.get(i), application.place(), asked);
      more.set(i, Math.addExact(more.get(i), given));
      if (cuts.get(i) instanceof Cut.AtPlace(var place, _) && place.equals(application.place())) {
        met.set(i, Optional.of(asked));
      }
    }
    return new Proposal(
        offering,
        by,
        cuts,
        page.isEmpty() ? after : Optional.of(page.getLast().beneficialOwner()),
        more,
        met);
  }

  /// True where every tranche adds up. Only once all applications were computed.
  boolean isProved(List<Allotment> sharing) {
    for (int i = 0; i < cuts.size(); i++) {
      if (!sharing.get(i).isProved(sums.get(i), atCuts.get(i))) {
        return false;
      }
    }
    return true;
  }

  /// The value of this entry of the state.
  public Bytes encoded() {
    return new Wire(TAG, 1)
        .text(offering.value())
        .text(by.value())
        .list(cuts, (w, cut) -> cut.write(w))
        .option(after, (w, owner) -> w.text(owner.value()))
        .list(sums, Wire::i64)
        .list(atCuts, (w, asked) -> w.option(asked, Wire::i64))
        .bytes();
  }

  /// Reads what [#encoded] wrote.
  public static Proposal decode(Bytes value) {
    var in = new WireReader(value, TAG).expectVersion(1);
    var proposal =
        new Proposal(
            new OfferingId(in.text()),
            new PartyId(in.text()),
            in.list(Cut::read),
            in.option(r -> new PartyId(r.text())),
            in.list(WireReader::i64),
            in.list(r -> r.option(WireReader::i64)));
    in.end();
    return proposal;
  }
}
