package io.kedge.peers;

import io.kedge.bench.PeerStore;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One connection of a SQL database that does a group of transfers in one transaction: the group's
/// notes and commands in one query each, its changes in one batch each, prepared once.
final class SqlGroups implements AutoCloseable {
  private final Connection connection;
  private final String binary;
  private final PreparedStatement notes;
  private final PreparedStatement commands;
  private final PreparedStatement delete;
  private final PreparedStatement insert;
  private final PreparedStatement decide;

  /// @param binary what the database calls bytes in an array
  /// @param lock what is added to a query for rows that will be deleted; empty with one writer
  SqlGroups(Connection connection, String binary, String lock) throws SQLException {
    this.connection = connection;
    this.binary = binary;
    connection.setAutoCommit(false);
    notes =
        connection.prepareStatement(
            "SELECT id, owner, instrument, units FROM note WHERE id = ANY(?) " + lock);
    commands = connection.prepareStatement("SELECT id FROM command WHERE id = ANY(?)");
    delete = connection.prepareStatement("DELETE FROM note WHERE id = ?");
    insert =
        connection.prepareStatement(
            "INSERT INTO note (id, owner, instrument, units) VALUES (?, ?, ?, ?)");
    decide = connection.prepareStatement("INSERT INTO command (id) VALUES (?)");
  }

  void load(List<PeerStore.Note> all) throws SQLException {
    enter(all);
    connection.commit();
  }

  List<Boolean> commit(List<PeerStore.Transfer> group) throws SQLException {
    try {
      Plan plan = Plan.of(group, found(group), known(group));
      for (String id : plan.spent()) {
        delete.setBytes(1, Stored.key(id));
        delete.addBatch();
      }
      delete.executeBatch();
      enter(plan.made());
      for (PeerStore.Transfer transfer : plan.commands()) {
        decide.setBytes(1, transfer.command().toArray());
        decide.addBatch();
      }
      decide.executeBatch();
      connection.commit();
      return plan.done();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    }
  }

  private void enter(List<PeerStore.Note> all) throws SQLException {
    for (PeerStore.Note note : all) {
      insert.setBytes(1, Stored.key(note.id()));
      insert.setString(2, note.owner());
      insert.setString(3, note.instrument());
      insert.setLong(4, note.units());
      insert.addBatch();
    }
    insert.executeBatch();
  }

  private Map<String, PeerStore.Note> found(List<PeerStore.Transfer> group) throws SQLException {
    byte[][] ids = Plan.inputs(group).stream().map(Stored::key).toArray(byte[][]::new);
    var found = new HashMap<String, PeerStore.Note>();
    Array array = connection.createArrayOf(binary, ids);
    notes.setArray(1, array);
    try (ResultSet rows = notes.executeQuery()) {
      while (rows.next()) {
        String id = HexFormat.of().formatHex(rows.getBytes(1));
        found.put(
            id, new PeerStore.Note(id, rows.getString(2), rows.getString(3), rows.getLong(4)));
      }
    }
    array.free();
    return found;
  }

  private Set<String> known(List<PeerStore.Transfer> group) throws SQLException {
    byte[][] ids = group.stream().map(t -> t.command().toArray()).toArray(byte[][]::new);
    var known = new HashSet<String>();
    Array array = connection.createArrayOf(binary, ids);
    commands.setArray(1, array);
    try (ResultSet rows = commands.executeQuery()) {
      while (rows.next()) {
        known.add(HexFormat.of().formatHex(rows.getBytes(1)));
      }
    }
    array.free();
    return known;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
