package io.kedge.projection.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.kernel.PartyId;
import io.kedge.kernel.Requirement;
import io.kedge.projection.FinalBlock;
import io.kedge.projection.FinalCommand;
import io.kedge.projection.LedgerSchema;
import io.kedge.projection.Market;
import io.kedge.projection.ReadModels;
import io.kedge.projection.Rebuild;
import io.kedge.projection.TestDatabase;
import io.kedge.projection.TestProjections;
import io.kedge.projection.database.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Organisations read with SQL what is theirs, and nothing else, whatever they write.
class SqlQueriesTest {
  private static final PartyId OPERATOR = new PartyId("market");
  private static final Market MARKET = new Market(12).run(400);
  private static final PartyId ANN = busiest(0);
  private static final PartyId BOB = busiest(1);
  private static final Market OTHER = new Market(13).run(30);
  private static final Database DATABASE = TestDatabase.get();
  private static final SqlLimits LIMITS = new SqlLimits(Duration.ofSeconds(1), 50, 1 << 16, 2);

  private static ReadModels models;
  private static SqlAccess access;
  private static SqlQueries queries;

  @BeforeAll
  static void project() {
    models = models(MARKET);
    access = new SqlAccess(DATABASE, models.schema());
    access.prepare();
    access.prepare(); // at the next start
    access.grant(ANN, false);
    access.grant(BOB, false);
    access.grant(OPERATOR, true);
    queries = new SqlQueries(access, LIMITS);
    var other = new SqlAccess(DATABASE, models(OTHER).schema());
    other.prepare();
    other.grant(ANN, true);
  }

  /// Traders by how many commands they sent, the most first.
  private static PartyId busiest(int rank) {
    var counts = new TreeMap<PartyId, Integer>();
    for (FinalBlock block : MARKET.blocks()) {
      for (FinalCommand command : block.commands()) {
        command
            .by()
            .filter(party -> party.value().startsWith("t"))
            .ifPresent(party -> counts.merge(party, 1, Integer::sum));
      }
    }
    return counts.keySet().stream()
        .sorted(Comparator.comparingInt(party -> -counts.getOrDefault(party, 0)))
        .toList()
        .get(rank);
  }

  /// A command of Bob's that does not concern Ann.
  private static String bobsOwn() {
    return models
        .db()
        .fetchSingle(
            """
            select c.id from %1$s.commands c where c.by_party = ? and c.code = 'accepted'
              and not exists (select 1 from %1$s.command_parties p
                where p.party = ? and p.height = c.height and p.command_index = c.command_index)
            limit 1
            """
                .formatted(models.schema().name()),
            BOB.value(),
            ANN.value())
        .get(0, String.class);
  }

  private static ReadModels models(Market market) {
    var made =
        new ReadModels(
            DATABASE,
            market.genesis(),
            LedgerSchema.of(market.genesis()),
            TestProjections.all(),
            InstantSource.system());
    made.open();
    made.apply(market.blocks());
    made.whenSwapped(SqlAccess::prepareAgain);
    return made;
  }

  private static Set<String> column(PartyId party, String sql) {
    return queries.query(party, sql).rows().stream()
        .map(row -> String.valueOf(row.getFirst()))
        .collect(Collectors.toSet());
  }

  private static String single(PartyId party, String sql) {
    return String.valueOf(queries.query(party, sql).rows().getFirst().getFirst());
  }

  private static SqlRefusal refusal(PartyId party, String sql) {
    try {
      queries.query(party, sql);
    } catch (SqlRefusedException e) {
      return e.refusal();
    }
    throw new AssertionError("answered: " + sql);
  }

  @Test
  @Requirement("L-02")
  void anOrganisationReadsItsTransactionsAndItsHeight() {
    SqlAnswer answer =
        queries.query(
            ANN,
            "select command_id, by_party, code from v1_transactions where by_party = '"
                + ANN
                + "' order by height, command_index limit 7");
    assertThat(answer.rows()).hasSize(7);
    assertThat(answer.height()).isEqualTo(MARKET.height());
    assertThat(answer.more()).isFalse();
    assertThat(answer.columns().getFirst()).isEqualTo(new SqlAnswer.Column("command_id", "text"));
    assertThat(column(OPERATOR, "select count(*) from v1_transactions"))
        .containsExactly(
            Long.toString(MARKET.blocks().stream().mapToLong(b -> b.commands().size()).sum()));
    assertThat(column(ANN, "select count(*) from v1_blocks"))
        .containsExactly(Long.toString(MARKET.height()));
  }

  /// Rows of others do not come, not even as sums, errors or the work of a function.
  @Test
  @Requirement("L-55")
  void nothingOfAnotherOrganisationComes() {
    String bobs = bobsOwn();
    String theft = "select * from v1_transactions where command_id = '" + bobs + "'";
    assertThat(queries.query(BOB, theft).rows()).hasSize(1);
    assertThat(queries.query(ANN, theft).rows()).isEmpty();
    assertThat(
            queries.query(ANN, "select * from v1_events where command_id = '" + bobs + "'").rows())
        .isEmpty();
    // A condition that fails on others' rows must never be computed on them.
    assertThat(
            queries
                .query(
                    ANN,
                    "select 1 from v1_transactions where 1 / (case when command_id = '"
                        + bobs
                        + "' then 0 else 1 end) = 2")
                .rows())
        .isEmpty();
  }

  /// Every row of every view of somebody's own things names him; the operator sees them all.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "v1_notes:owner",
        "v1_locks:owner,executor,beneficiary",
        "v1_holdings:party",
        "v1_movements:party",
        "v1_movement_parts:party",
        "v1_orders:owner",
        "v1_trades:seller,buyer",
        "v1_gifts:giver,receiver",
        "v1_deposits:holder,bank",
        "v1_withdrawals:holder,bank",
        "v1_applications:party,beneficial_owner"
      })
  void ownThingsAreSeenByTheirOwnersAlone(String view) {
    String name = view.substring(0, view.indexOf(':'));
    String owners = view.substring(view.indexOf(':') + 1);
    for (PartyId party : List.of(ANN, BOB)) {
      String all = "select count(*) from " + name;
      String own = all + " where '" + party + "' in (" + owners + ")";
      assertThat(column(party, all)).isEqualTo(column(OPERATOR, own));
      assertThat(column(party, own)).isEqualTo(column(OPERATOR, own));
    }
  }

  @Test
  @Requirement("L-02")
  void aHoldingIsTheSumOfTheNotesAndLocksThatProveIt() {
    String difference =
        """
        select h.instrument from v1_holdings h where h.free <> coalesce((select sum(n.units)
          from v1_notes n where n.unspent and n.owner = h.party and n.instrument = h.instrument), 0)
        or h.locked <> coalesce((select sum(l.units) from v1_locks l
          where l.ended is null and l.owner = h.party and l.instrument = h.instrument), 0)
        """;
    for (PartyId party : List.of(ANN, OPERATOR)) {
      assertThat(column(party, "select count(*) from v1_holdings")).isNotEqualTo(Set.of("0"));
      assertThat(queries.query(party, difference).rows()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into v1_blocks values (1)",
        "delete from v1_transactions returning 1",
        "select * from commands",
        "select * from notes",
        "select * from balances",
        "select sql_party() from orders",
        "select * from kedge_sql.secret",
        "select * from kedge_sql.roles",
        "select * from pg_authid",
        "select pg_read_file('postgresql.conf')",
        "select lo_create(0)",
        "select pg_advisory_lock(1)",
        "select pg_notify('a', 'b')",
        "create temporary table mine (a int)",
        "create table public.mine (a int)",
        "create function pg_temp.f() returns int language sql as 'select 1'",
        "set role postgres",
        "set session authorization postgres",
        "select set_config('role', 'postgres', false)",
        "select set_config('role', 'kedge_sql_views', false)",
        "select set_config('session_authorization', 'postgres', false)",
        "copy (select 1) to program 'id'",
        "alter role current_user superuser",
        "grant kedge_sql_views to current_user",
        "do $$ begin perform pg_sleep(0); end $$",
        "listen everything",
        "begin",
        "select 1; select 2",
        "select ?"
      })
  void neitherWritesNorOtherSchemasNorOtherRoles(String sql) {
    assertThat(refusal(ANN, sql))
        .isIn(SqlRefusal.NOT_ALLOWED, SqlRefusal.INVALID, SqlRefusal.NOT_ONE_QUERY);
  }

  @Test
  void aLedgerItIsNotOnIsClosedToIt() {
    String other = LedgerSchema.of(OTHER.genesis()).name();
    assertThat(refusal(BOB, "select * from " + other + ".v1_blocks"))
        .isEqualTo(SqlRefusal.NOT_ALLOWED);
    assertThat(refusal(ANN, "select * from " + other + ".v1_transactions"))
        .isEqualTo(SqlRefusal.NOT_ALLOWED);
    assertThat(refusal(new PartyId("nobody"), "select 1")).isEqualTo(SqlRefusal.NO_ROLE);
  }

  @Test
  void timeRowsSizeAndNumberAreBounded() throws Exception {
    long before = System.nanoTime();
    assertThat(refusal(ANN, "select pg_sleep(30)")).isEqualTo(SqlRefusal.TIMEOUT);
    assertThat(refusal(ANN, "select count(*) from generate_series(1, 100000000000) a"))
        .isIn(SqlRefusal.TIMEOUT, SqlRefusal.TOO_LARGE);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(15));
    SqlAnswer cut = queries.query(ANN, "select generate_series(1, 1000)");
    assertThat(cut.rows()).hasSize(50);
    assertThat(cut.more()).isTrue();
    SqlAnswer large = queries.query(ANN, "select repeat('x', 20000) from generate_series(1, 9)");
    assertThat(large.rows()).hasSize(3);
    assertThat(large.more()).isTrue();

    Thread slow = Thread.ofVirtual().start(() -> refusal(ANN, "select pg_sleep(2)"));
    Thread slower = Thread.ofVirtual().start(() -> refusal(BOB, "select pg_sleep(2)"));
    Thread.sleep(400);
    assertThat(refusal(OPERATOR, "select 1")).isEqualTo(SqlRefusal.BUSY);
    slow.join();
    slower.join();
    assertThat(queries.query(OPERATOR, "select 1").rows()).hasSize(1);
  }

  /// With a client of its own a session can set its own timeout; the guard ends it all the same.
  @Test
  void aClientOfItsOwnIsBoundToo() throws Exception {
    SqlCredential credential = access.credential(ANN).orElseThrow();
    try (var guard = SqlGuard.start(DATABASE, LIMITS.timeout());
        Connection connection = login(credential);
        var statement = connection.createStatement()) {
      assertThat(guard).isNotNull();
      try (var row = statement.executeQuery("select count(*) from v1_blocks")) {
        row.next();
        assertThat(row.getLong(1)).isEqualTo(MARKET.height());
      }
      statement.execute("set statement_timeout = 0");
      statement.execute("set default_transaction_read_only = off");
      assertThatThrownBy(() -> statement.executeQuery("select pg_sleep(60)"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("cancel");
      assertThatThrownBy(() -> statement.execute("create temporary table mine (a int)"))
          .hasMessageContaining("permission denied");
      assertThatThrownBy(() -> statement.execute("delete from v1_blocks"))
          .hasMessageContaining("permission denied");
      assertThatThrownBy(() -> statement.execute("set role postgres"))
          .hasMessageContaining("permission denied");
    }
  }

  private static Connection login(SqlCredential credential) throws SQLException {
    return DriverManager.getConnection(credential.url(), credential.role(), credential.password());
  }

  @Test
  void aRenewedPasswordEndsTheOldAndARevokedRoleIsGone() throws Exception {
    var carl = new PartyId("carl");
    SqlCredential first = access.grant(carl, false);
    SqlCredential second = access.grant(carl, false);
    assertThat(second.role()).isEqualTo(first.role());
    assertThat(second.toString()).doesNotContain(second.password());
    assertThatThrownBy(() -> login(first)).hasMessageContaining("password");
    try (Connection open = login(second)) {
      access.revoke(carl);
      assertThatThrownBy(() -> open.createStatement().executeQuery("select 1"))
          .isInstanceOf(SQLException.class);
    }
    assertThatThrownBy(() -> login(second)).isInstanceOf(SQLException.class);
    assertThat(access.credential(carl)).isEmpty();
  }

  @Test
  void aRebuildKeepsRolesAndRows() {
    String sql = "select command_id from v1_transactions where by_party = '" + ANN + "' limit 40";
    Set<String> before = column(ANN, sql);
    assertThat(before).isNotEmpty();
    new Rebuild(models, MARKET).run((_, _) -> {});
    assertThat(column(ANN, sql)).isEqualTo(before);
    assertThat(refusal(ANN, "select * from commands")).isEqualTo(SqlRefusal.NOT_ALLOWED);
  }

  @Test
  void whatIsNotPublicYetIsSeenByThoseItNamesAlone() {
    String one =
        single(
            OPERATOR,
            "select asset from v1_assets where 't' <> substr(owner, 1, 1) order by 1 limit 1");
    String name = models.schema().name();
    DATABASE.jooq().execute("update " + name + ".assets set status = 'PENDING' where id = ?", one);
    String pending = "select count(*) from v1_assets where status <> 'CONFIRMED'";
    assertThat(column(OPERATOR, pending)).isNotEqualTo(Set.of("0"));
    assertThat(column(ANN, pending)).isEqualTo(Set.of("0"));
    assertThat(column(ANN, "select count(*) from v1_assets"))
        .isEqualTo(column(OPERATOR, "select count(*) from v1_assets where status = 'CONFIRMED'"));
    DATABASE
        .jooq()
        .execute("update " + name + ".assets set status = 'CONFIRMED' where id = ?", one);
    assertThat(
            column(
                ANN,
                "select party from v1_parties where investor_class is not null or"
                    + " beneficial_owner is not null"))
        .containsExactly(ANN.value());
    assertThat(
            column(
                ANN,
                "select count(*) from v1_asset_rights r where not exists"
                    + " (select 1 from v1_assets a where a.asset = r.asset)"))
        .containsExactly("0");
  }

  /// A table that a view shows has policies, or is for everybody on the ledger.
  @Test
  void everyTableBehindAViewHasPoliciesOrIsForAll() {
    List<String> open =
        DATABASE
            .jooq()
            .fetch(
                """
                select distinct t.relname::text from pg_depend d
                join pg_rewrite r on r.oid = d.objid join pg_class v on v.oid = r.ev_class
                join pg_class t on t.oid = d.refobjid join pg_namespace n on n.oid = t.relnamespace
                where d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass
                  and n.nspname = ? and v.relkind = 'v' and t.relkind = 'r' and not t.relrowsecurity
                order by 1
                """,
                models.schema().name())
            .map(row -> row.get(0, String.class));
    assertThat(open)
        .containsExactly(
            "asset_rights",
            "blocks",
            "catalogue_entries",
            "fee_versions",
            "instruments",
            "offerings",
            "parties",
            "position",
            "statement_slots");
  }

  @Test
  void theReferenceNamesEveryViewWithItsColumns() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "reference", "sql.md"));
    var views =
        DATABASE
            .jooq()
            .fetch(
                """
                select table_name::text,
                  string_agg(column_name::text, ', ' order by ordinal_position)
                from information_schema.columns
                where table_schema = ? and table_name like 'v1\\_%' group by 1 order by 1
                """,
                models.schema().name());
    assertThat(views).isNotEmpty();
    for (var view : views) {
      assertThat(page)
          .containsPattern(
              Pattern.quote("| `" + view.get(0) + "` | ")
                  + ".* "
                  + Pattern.quote("| `" + view.get(1) + "` |"));
    }
    assertThat(page.lines().filter(line -> line.startsWith("| `v1_"))).hasSize(views.size());
  }

  @Test
  void everyViewIsBoundByItsOwnerAndOfVersionOne() {
    List<String> owners =
        DATABASE
            .jooq()
            .fetch(
                "select distinct viewowner::text from pg_views where schemaname = ?",
                models.schema().name())
            .map(row -> row.get(0, String.class));
    assertThat(owners).containsExactly("kedge_sql_views");
  }
}
