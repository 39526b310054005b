package io.kedge.peers;

import io.kedge.bench.PeerStore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;

/// PostgreSQL as most services use it: a transaction for every transfer, here in one call of a
/// stored function, over 32 connections whose commits the server forces together.
final class PostgresEachPeer implements PeerStore {
  private static final int WRITERS = 32;

  /// What a transaction ends with where a transfer must not be done.
  private static final String REFUSED = "KE001";

  private static final String FUNCTION =
      """
      CREATE FUNCTION transfer(
        command_id bytea, party text, of_instrument text, input bytea, total bigint,
        ids bytea[], owners text[], amounts bigint[]) RETURNS boolean LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO command VALUES (command_id) ON CONFLICT DO NOTHING;
        IF NOT FOUND THEN RAISE EXCEPTION SQLSTATE 'KE001'; END IF;
        DELETE FROM note n WHERE n.id = input AND n.owner = party
          AND n.instrument = of_instrument AND n.units = total;
        IF NOT FOUND THEN RAISE EXCEPTION SQLSTATE 'KE001'; END IF;
        INSERT INTO note
          SELECT t.id, t.owner, of_instrument, t.units
          FROM unnest(ids, owners, amounts) AS t (id, owner, units);
        RETURN true;
      END $$
      """;

  private final PostgresServer server;
  private final List<Caller> callers = new ArrayList<>();
  private final ArrayBlockingQueue<Caller> idle = new ArrayBlockingQueue<>(WRITERS);

  /// A connection and its prepared call.
  private record Caller(Connection connection, PreparedStatement call) {}

  /// How the bench finds it.
  public static final class Kind implements PeerStore.Kind {
    @Override
    public String name() {
      return "postgresql-each";
    }

    @Override
    public int writers() {
      return WRITERS;
    }

    @Override
    public int groupMax() {
      return 1;
    }

    @Override
    public PeerStore open(Path folder) throws Exception {
      return new PostgresEachPeer(PostgresServer.start(folder));
    }
  }

  private PostgresEachPeer(PostgresServer server) throws IOException, SQLException {
    this.server = server;
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(FUNCTION);
      for (int i = 0; i < WRITERS; i++) {
        Connection own = server.connect();
        callers.add(
            new Caller(own, own.prepareStatement("SELECT transfer(?, ?, ?, ?, ?, ?, ?, ?)")));
      }
      idle.addAll(callers);
    } catch (SQLException e) {
      server.close();
      throw e;
    }
  }

  @Override
  public void load(List<Note> all) throws SQLException {
    try (var groups = new SqlGroups(server.connect(), "bytea", "")) {
      groups.load(all);
    }
  }

  @Override
  public List<Boolean> commit(List<Transfer> group) throws Exception {
    Caller caller = idle.take();
    try {
      var done = new ArrayList<Boolean>(group.size());
      for (Transfer transfer : group) {
        done.add(call(caller, transfer));
      }
      return done;
    } finally {
      idle.add(caller);
    }
  }

  private static boolean call(Caller caller, Transfer transfer) throws SQLException {
    List<Note> outputs = transfer.outputs();
    Connection connection = caller.connection();
    PreparedStatement call = caller.call();
    call.setBytes(1, transfer.command().toArray());
    call.setString(2, transfer.party());
    call.setString(3, transfer.instrument());
    call.setBytes(4, Stored.key(transfer.input()));
    call.setLong(5, transfer.units());
    byte[][] ids = outputs.stream().map(note -> Stored.key(note.id())).toArray(byte[][]::new);
    call.setArray(6, connection.createArrayOf("bytea", ids));
    call.setArray(7, connection.createArrayOf("text", outputs.stream().map(Note::owner).toArray()));
    call.setArray(
        8, connection.createArrayOf("bigint", outputs.stream().map(Note::units).toArray()));
    try (ResultSet row = call.executeQuery()) {
      return row.next() && row.getBoolean(1);
    } catch (SQLException e) {
      if (REFUSED.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public Path folder() {
    return server.folder();
  }

  @Override
  public void close() throws IOException {
    try {
      for (Caller caller : callers) {
        caller.connection().close();
      }
    } catch (SQLException e) {
      throw new IOException(e);
    } finally {
      server.close();
    }
  }
}
