package io.kedge.projection.voucher;

import static io.kedge.projection.jooq.Tables.GOODS_KEEPERS;

import io.kedge.asset.Asset;
import io.kedge.asset.AssetEvent;
import io.kedge.contract.Event;
import io.kedge.projection.EventPosition;
import io.kedge.projection.Projection;
import java.util.Set;
import org.jooq.DSLContext;

/// Who hands goods over: the owner and the custodian of each anchor.
final class KeeperProjection implements Projection {
  @Override
  public String name() {
    return "keeper";
  }

  @Override
  public Set<String> tags() {
    return Set.of("asset.registered", "asset.refiled", "asset.amended");
  }

  @Override
  public void apply(DSLContext db, Event event, EventPosition position) {
    switch (AssetEvent.decode(event.body())) {
      case AssetEvent.Registered(var asset) -> write(db, asset, position);
      case AssetEvent.Refiled(var asset) -> write(db, asset, position);
      case AssetEvent.Amended(var asset) -> write(db, asset, position);
      case AssetEvent.Confirmed _,
          AssetEvent.Ended _,
          AssetEvent.AmendmentFiled _,
          AssetEvent.AmendmentEnded _ -> {}
    }
  }

  private static void write(DSLContext db, Asset asset, EventPosition position) {
    db.insertInto(GOODS_KEEPERS)
        .set(GOODS_KEEPERS.ASSET, asset.id().value())
        .set(GOODS_KEEPERS.OWNER, asset.owner().value())
        .set(GOODS_KEEPERS.CUSTODIAN, asset.custodian().value())
        .set(GOODS_KEEPERS.HEIGHT, position.height())
        .onConflict(GOODS_KEEPERS.ASSET)
        .doUpdate()
        .setAllToExcluded()
        .execute();
  }
}
