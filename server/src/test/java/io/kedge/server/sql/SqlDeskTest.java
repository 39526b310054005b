package io.kedge.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.kernel.PartyId;
import io.kedge.kernel.Requirement;
import io.kedge.party.Role;
import io.kedge.projection.sql.SqlCredential;
import io.kedge.server.TestServer;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.gateway.LedgerGateway;
import io.kedge.server.store.LedgerReads;
import java.net.http.HttpRequest;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// SQL as the server offers it, over the ledger of a whole story.
class SqlDeskTest {
  private static final String LEDGER = "trading-system";

  private final TestServer server = TestServer.shared();
  private final SqlDesk desk = server.running().context().getBean(SqlDesk.class);

  private static Caller caller(String party, Role... roles) {
    return new Caller(
        party,
        party,
        LEDGER,
        new PartyId(party),
        Optional.empty(),
        new TreeSet<>(Arrays.asList(roles)),
        Set.of("key:manage"),
        Caller.Means.SESSION);
  }

  private String single(Caller caller, String sql) {
    return String.valueOf(desk.query(caller, sql).rows().getFirst().getFirst());
  }

  @Test
  @Requirement("L-02")
  void anOrganisationReadsItsOwnAndTheRegulatorAll() {
    long height = server.running().context().getBean(LedgerGateway.class).ledger(LEDGER).height();
    assertThat(server.running().context().getBean(LedgerReads.class).awaitVisible(LEDGER, height))
        .isTrue();
    Caller regulator = caller("watcher", Role.REGULATOR);
    assertThat(single(regulator, "select height from v1_position"))
        .isEqualTo(Long.toString(height));
    String owner =
        single(regulator, "select by_party from v1_transactions order by leaf_index desc limit 1");
    String mine = "select count(*) from v1_transactions where by_party = '" + owner + "'";
    assertThat(single(caller(owner), mine)).isEqualTo(single(regulator, mine)).isNotEqualTo("0");
    assertThat(single(caller("somebody"), "select count(*) from v1_transactions")).isEqualTo("0");
    // Who lost the role that sees everything sees his own from now on.
    assertThat(single(caller("watcher"), "select count(*) from v1_transactions")).isEqualTo("0");
  }

  @Test
  void refusalsHaveTheirNames() {
    Caller caller = caller("somebody");
    assertThatThrownBy(() -> desk.query(caller, "select * from commands"))
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith("sql.NOT_ALLOWED");
    assertThatThrownBy(() -> desk.query(caller, "selec 1")).hasMessageStartingWith("sql.INVALID");
    assertThatThrownBy(() -> desk.query(caller, "select 1; select 2"))
        .hasMessageStartingWith("sql.NOT_ONE_QUERY");
  }

  @Test
  void aCredentialIsOfUseUntilItIsTakenAway() throws SQLException {
    Caller caller = caller("anybody");
    SqlCredential made = desk.renew(caller);
    try (var connection = DriverManager.getConnection(made.url(), made.role(), made.password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(*) from v1_blocks")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getLong(1)).isPositive();
    }
    desk.revoke(caller);
    assertThatThrownBy(() -> DriverManager.getConnection(made.url(), made.role(), made.password()))
        .isInstanceOf(SQLException.class);
  }

  @Test
  void nobodyAsksWithoutSigningIn() {
    var answer =
        server.send(
            HttpRequest.newBuilder(server.at("/api/v1/sql"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"select 1\"}")));
    assertThat(answer.statusCode()).isEqualTo(401);
  }
}
