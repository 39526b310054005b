package io.kedge.subscription;

import io.kedge.contract.LedgerView;
import io.kedge.kernel.Json;
import io.kedge.kernel.Limits;
import io.kedge.kernel.OfferingId;
import io.kedge.offering.Offering;
import io.kedge.offering.Offerings;
import io.kedge.offering.SubscriptionTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the lines of an allotment by reading every application: the part that runs off the ledger.
public final class AllotmentProposals {
  private AllotmentProposals() {}

  /// The line of each tranche, in the announced order.
  ///
  /// @param view state after the tally, and the draw where there is one
  public static List<Cut> cuts(LedgerView view, OfferingId id) {
    Offering offering = Offerings.require(view, id);
    SubscriptionTerms terms = offering.terms().subscription();
    List<Allotment> sharing = AllotmentRun.of(view, offering).sharing(terms);
    List<List<Demand>> demands = demands(view, offering, terms);
    var cuts = new ArrayList<Cut>();
    for (int i = 0; i < sharing.size(); i++) {
      cuts.add(Cuts.find(sharing.get(i), demands.get(i)));
    }
    return List.copyOf(cuts);
  }

  /// The body of the command `allotment.propose`.
  public static Json.Obj body(LedgerView view, OfferingId id) {
    return Json.Obj.empty()
        .with("offering", id.value())
        .with("cuts", new Json.Arr(cuts(view, id).stream().<Json>map(Cut::json).toList()));
  }

  private static List<List<Demand>> demands(
      LedgerView view, Offering offering, SubscriptionTerms terms) {
    var demands = new ArrayList<List<Demand>>();
    terms.tranches().forEach(_ -> demands.add(new ArrayList<>()));
    int limit = Limits.STANDARD.rangeMax();
    var page = Subscriptions.page(view, offering.id(), Optional.empty(), limit);
    while (!page.isEmpty()) {
      for (Application application : page) {
        demands
            .get(application.tranche())
            .add(new Demand(application.place(), application.units() / terms.lot()));
      }
      var last = Optional.of(page.getLast().beneficialOwner());
      page = Subscriptions.page(view, offering.id(), last, limit);
    }
    return demands;
  }
}
