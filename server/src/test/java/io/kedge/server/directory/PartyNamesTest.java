package io.kedge.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.PartyId;
import io.kedge.party.Role;
import io.kedge.server.TestServer;
import io.kedge.server.access.Caller;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Names are for people; those of persons are not for everybody.
class PartyNamesTest {
  private static final String LEDGER = "trading-system";
  private final PartyNames names =
      TestServer.shared().running().context().getBean(PartyNames.class);

  private static Caller caller(String party, Role... roles) {
    return new Caller(
        party,
        party,
        LEDGER,
        new PartyId(party),
        Optional.empty(),
        new TreeSet<>(List.of(roles)),
        Set.of(),
        Caller.Means.SESSION);
  }

  private String english(Optional<Caller> caller, String party) {
    PartyName name = names.of(LEDGER, caller, List.of(party)).get(party);
    return name == null ? "" : name.en();
  }

  @Test
  void aPersonIsWholeForItselfAndTheOperatorAndMaskedForOthers() {
    names.put(LEDGER, new PartyId("alice"), new PartyName("陈爱莉", "Alice Chen"));
    names.put(LEDGER, new PartyId("cellar"), new PartyName("老窖酒业", "Old Cellar Distillery"));

    assertThat(english(Optional.of(caller("alice", Role.TRADER)), "alice")).isEqualTo("Alice Chen");
    assertThat(english(Optional.of(caller("platform", Role.OPERATOR)), "alice"))
        .isEqualTo("Alice Chen");
    assertThat(english(Optional.of(caller("bob", Role.TRADER)), "alice")).isEqualTo("A**");
    assertThat(english(Optional.empty(), "alice")).isEqualTo("A**");
    assertThat(english(Optional.empty(), "cellar")).isEqualTo("Old Cellar Distillery");
    assertThat(english(Optional.empty(), "nobody")).isEmpty();
  }

  @Test
  void manyAtOnceOverHttpButNotAny() {
    names.put(LEDGER, new PartyId("cellar"), new PartyName("老窖酒业", "Old Cellar Distillery"));
    var server = TestServer.shared();
    assertThat(server.get("/api/v1/names?party=cellar&party=nobody").body())
        .isEqualTo("{\"cellar\":{\"zh\":\"老窖酒业\",\"en\":\"Old Cellar Distillery\"}}");
    assertThat(server.get("/api/v1/names?party=" + "x,".repeat(201) + "y").statusCode())
        .isEqualTo(400);
  }
}
