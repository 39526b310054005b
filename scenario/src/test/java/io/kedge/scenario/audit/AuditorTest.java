package io.kedge.scenario.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.Change;
import io.kedge.contract.CommandRefusal;
import io.kedge.contract.Key;
import io.kedge.contract.Outcome;
import io.kedge.freeze.FreezeHistory;
import io.kedge.freeze.FreezeOrder;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.PartyId;
import io.kedge.party.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditorTest {
  private static final Change.Put FROZEN_TEA = frozen("asset|tea");

  @Test
  void aRefusalThatChangesSomethingBreaksALaw() {
    var auditor = new Auditor(List.of());
    var refused = Outcome.refused(CommandRefusal.EXPIRED, "");
    assertThat(auditor.step("one", SmallMarket.time(1), refused)).isEmpty();
    var lying = new Outcome(refused.code(), "", List.of(FROZEN_TEA), List.of());
    assertThat(auditor.step("two", SmallMarket.time(1), lying))
        .extracting(Violation::law)
        .containsExactly(Law.REFUSAL_CHANGES_NOTHING);
  }

  @Test
  void timeThatGoesBackBreaksALaw() {
    var auditor = new Auditor(List.of());
    var refused = Outcome.refused(CommandRefusal.EXPIRED, "");
    assertThat(auditor.step("one", SmallMarket.time(2), refused)).isEmpty();
    assertThat(auditor.step("two", SmallMarket.time(1), refused))
        .extracting(Violation::law)
        .containsExactly(Law.TIME_NEVER_GOES_BACK);
  }

  @Test
  void whatMovesWhileItsAnchorOrOwnerIsFrozenBreaksALaw() {
    List<Outcome> stream = new SmallMarket(7).outcomes(60);
    for (Change.Put freeze :
        List.of(
            FROZEN_TEA,
            frozen("instrument|cup"),
            frozen("party|ann"),
            frozen("party|bob"),
            frozen("party|cyd"))) {
      var genesis = new ArrayList<>(SmallMarket.genesis());
      genesis.add(freeze);
      var auditor = new Auditor(genesis);
      var laws = new ArrayList<Law>();
      for (int i = 0; i < stream.size(); i++) {
        auditor.step("step " + i, SmallMarket.time(i), stream.get(i)).stream()
            .map(Violation::law)
            .forEach(laws::add);
      }
      assertThat(laws).as(freeze.key().value()).isNotEmpty().containsOnly(Law.FROZEN_STANDS_STILL);
    }
  }

  private static Change.Put frozen(String subject) {
    var order =
        new FreezeOrder("an abnormality", Digest.of(Bytes.utf8("finding")), Optional.empty());
    var running =
        new FreezeHistory.Period(
            SmallMarket.time(0), Optional.empty(), new PartyId("platform"), Role.OPERATOR, order);
    var history = new FreezeHistory(List.of(running));
    return new Change.Put(new Key("freeze/" + subject), history.encoded());
  }
}
