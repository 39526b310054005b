package io.kedge.projection.trading;

import static io.kedge.projection.jooq.Tables.FEE_VERSIONS;

import io.kedge.contract.Event;
import io.kedge.fee.FeeEvent;
import io.kedge.fee.FeeRates;
import io.kedge.projection.EventPosition;
import io.kedge.projection.Projection;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jooq.DSLContext;

/// Announced fee rates, every version that ever was.
final class FeeProjection implements Projection {
  @Override
  public String name() {
    return "fee";
  }

  @Override
  public Set<String> tags() {
    return FeeEvent.FORMAT.tags();
  }

  @Override
  public void apply(DSLContext db, Event event, EventPosition position) {
    switch (FeeEvent.decode(event.body())) {
      case FeeEvent.Announced(var id, var operator, var version) ->
          db.insertInto(FEE_VERSIONS)
              .set(FEE_VERSIONS.SCHEDULE, id.value())
              .set(FEE_VERSIONS.EFFECTIVE_FROM, version.effectiveFrom().millis())
              .set(FEE_VERSIONS.OPERATOR, operator.value())
              .set(FEE_VERSIONS.MAKER_PPM, rates(version.tiers(), FeeRates::makerPpm))
              .set(FEE_VERSIONS.TAKER_PPM, rates(version.tiers(), FeeRates::takerPpm))
              .set(FEE_VERSIONS.SUBSCRIPTION_PPM, rates(version.tiers(), FeeRates::subscriptionPpm))
              .set(FEE_VERSIONS.ANNOUNCED_AT, position.time().millis())
              .set(FEE_VERSIONS.COMMAND_ID, position.commandId().hex())
              .set(FEE_VERSIONS.HEIGHT, position.height())
              .onConflict(FEE_VERSIONS.SCHEDULE, FEE_VERSIONS.EFFECTIVE_FROM)
              .doUpdate()
              .setAllToExcluded()
              .execute();
    }
  }

  private static Integer[] rates(List<FeeRates> tiers, ToIntFunction<FeeRates> rate) {
    return tiers.stream().map(rate::applyAsInt).toArray(Integer[]::new);
  }
}
