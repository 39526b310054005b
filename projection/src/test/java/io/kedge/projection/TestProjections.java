package io.kedge.projection;

import io.kedge.projection.asset.AssetProjection;
import io.kedge.projection.attestation.AttestationProjection;
import io.kedge.projection.block.CommandPartyProjection;
import io.kedge.projection.catalogue.CatalogueProjection;
import io.kedge.projection.freeze.FreezeProjection;
import io.kedge.projection.offering.OfferingProjections;
import io.kedge.projection.party.PartyProjection;
import io.kedge.projection.reduction.ReductionProjection;
import io.kedge.projection.search.SearchProjection;
import io.kedge.projection.trading.TradingProjections;
import io.kedge.projection.voucher.VoucherProjections;
import java.util.ArrayList;
import java.util.List;

/// Every projection there is, in an order that the server may run them in.
public final class TestProjections {
  private TestProjections() {}

  /// New ones.
  public static List<Projection> all() {
    var all = new ArrayList<Projection>();
    all.add(new CommandPartyProjection());
    all.add(new SearchProjection());
    all.add(new PartyProjection());
    all.add(new CatalogueProjection());
    all.add(new AssetProjection());
    all.add(new AttestationProjection());
    all.add(new FreezeProjection());
    all.add(new ReductionProjection());
    all.addAll(TradingProjections.all());
    all.addAll(VoucherProjections.all());
    all.addAll(OfferingProjections.all());
    return List.copyOf(all);
  }
}
