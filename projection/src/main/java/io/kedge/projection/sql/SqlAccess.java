package io.kedge.projection.sql;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.PartyId;
import io.kedge.projection.LedgerSchema;
import io.kedge.projection.database.Database;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jooq.DSLContext;
import org.jooq.Name;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/// Gives organisations their read-only roles (L-02).
///
/// An organisation has one role for each ledger. It may read the views `v1_…` of that ledger and
/// nothing else; which rows it sees is decided by policies on the tables, from the role that logged
/// in, which no statement can change. Its password follows from a secret of the database and a
/// number that counts its renewals, so the server can log in as the role without keeping it.
public final class SqlAccess {
  /// How many connections an organisation may have at once.
  public static final int CONNECTIONS_MAX = 8;

  private static final long PREPARE_LOCK = 0x6b65646765_73716cL;
  private static final int SECRET_BYTES = 32;

  private final Database database;
  private final LedgerSchema schema;

  /// Access to the read models in a schema.
  public SqlAccess(Database database, LedgerSchema schema) {
    this.database = database;
    this.schema = schema;
  }

  /// Prepares the database and this ledger's views. It may be called at every start.
  ///
  /// @throws SqlUnavailableException where the database's user may not make roles
  public void prepare() {
    try {
      database
          .jooq()
          .transaction(
              inside -> {
                DSLContext db = inside.dsl();
                db.execute("select pg_advisory_xact_lock({0})", DSL.inline(PREPARE_LOCK));
                SqlPrivileges.prepareDatabase(db);
                db.execute(
                    "insert into kedge_sql.secret (value) select {0}"
                        + " where not exists (select 1 from kedge_sql.secret)",
                    DSL.inline(random()));
                SqlPrivileges.prepareLedger(db, schema);
              });
    } catch (DataAccessException e) {
      throw new SqlUnavailableException(
          "SQL for users is not available: Kedge's database user has to be allowed to make roles"
              + " (ALTER ROLE … CREATEROLE), or be the owner of the database. PostgreSQL says: "
              + e.getMessage(),
          e);
    }
  }

  /// Prepares the views of a schema anew inside the transaction that puts it in its place; does
  /// nothing where SQL was never offered.
  public static void prepareAgain(DSLContext db, LedgerSchema schema) {
    if (isPrepared(db)) {
      SqlPrivileges.prepareLedger(db, schema);
    }
  }

  /// True where some organisation of this ledger has a role already.
  public boolean isOffered() {
    DSLContext db = database.jooq();
    return isPrepared(db)
        && db.resultQuery(
                "select exists (select 1 from kedge_sql.roles where ledger = {0})",
                DSL.inline(schema.name()))
            .fetchOptional(0, Boolean.class)
            .orElse(false);
  }

  private static boolean isPrepared(DSLContext db) {
    return db.resultQuery("select to_regclass('kedge_sql.roles') is not null")
        .fetchOptional(0, Boolean.class)
        .orElse(false);
  }

  /// Makes an organisation's role, or renews its password.
  ///
  /// @param everything true for those who may read everything of their ledger
  public SqlCredential grant(PartyId party, boolean everything) {
    String role = role(party);
    return database
        .jooq()
        .transactionResult(
            inside -> {
              DSLContext db = inside.dsl();
              Integer renewal =
                  db.resultQuery(
                          "insert into kedge_sql.roles (role, ledger, party, everything, renewal)"
                              + " values ({0}, {1}, {2}, {3}, 1) on conflict (role) do update"
                              + " set renewal = roles.renewal + 1, everything = excluded.everything"
                              + " returning renewal",
                          DSL.inline(role),
                          DSL.inline(schema.name()),
                          DSL.inline(party.value()),
                          DSL.inline(everything))
                      .fetchOne(0, Integer.class);
              String password = password(db, role, renewal == null ? 1 : renewal);
              SqlPrivileges.putRole(db, schema, DSL.name(role), password);
              return credential(party, role, password);
            });
  }

  /// Makes an organisation's role where it has none, and keeps its password where it has one.
  public void ensure(PartyId party, boolean everything) {
    Boolean now =
        database
            .jooq()
            .resultQuery(
                "select everything from kedge_sql.roles where role = {0}", DSL.inline(role(party)))
            .fetchOptional(0, Boolean.class)
            .orElse(null);
    if (now == null) {
      grant(party, everything);
    } else if (now != everything) {
      database
          .jooq()
          .execute(
              "update kedge_sql.roles set everything = {0} where role = {1}",
              DSL.inline(everything), DSL.inline(role(party)));
    }
  }

  /// An organisation's credential as it was granted last; none where it has none.
  public Optional<SqlCredential> credential(PartyId party) {
    String role = role(party);
    DSLContext db = database.jooq();
    return db.resultQuery("select renewal from kedge_sql.roles where role = {0}", DSL.inline(role))
        .fetchOptional(0, Integer.class)
        .map(renewal -> credential(party, role, password(db, role, renewal)));
  }

  /// Takes an organisation's role away and ends its connections.
  public void revoke(PartyId party) {
    Name role = DSL.name(role(party));
    database
        .jooq()
        .transaction(
            inside -> {
              DSLContext db = inside.dsl();
              int gone =
                  db.execute(
                      "delete from kedge_sql.roles where role = {0}", DSL.inline(role.last()));
              if (gone > 0) {
                SqlPrivileges.dropRole(db, role);
              }
            });
  }

  private SqlCredential credential(PartyId party, String role, String password) {
    return new SqlCredential(party, role, password, bare(database.url()), schema.name());
  }

  private static String bare(String url) {
    int parameters = url.indexOf('?');
    return parameters < 0 ? url : url.substring(0, parameters);
  }

  /// The name of an organisation's role: others see names of roles, so it does not say whose it is.
  private String role(PartyId party) {
    String hash = Digest.of(Bytes.utf8(schema.name() + "|" + party.value())).bytes().hex();
    return "kedge_org_" + hash.substring(0, 24);
  }

  private static String random() {
    byte[] random = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private static String password(DSLContext db, String role, int renewal) {
    String secret =
        db.resultQuery("select value from kedge_sql.secret")
            .fetchOptional(0, String.class)
            .orElseThrow();
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(HexFormat.of().parseHex(secret), "HmacSHA256"));
      byte[] code = mac.doFinal(Bytes.utf8(role + "|" + renewal).toArray());
      return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
