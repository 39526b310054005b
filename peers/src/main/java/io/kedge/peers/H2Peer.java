package io.kedge.peers;

import io.kedge.bench.PeerStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// H2 in this process: one SQL transaction for a group. H2 does not force its file at a commit, so
/// each group ends with `CHECKPOINT SYNC`, which does.
final class H2Peer implements PeerStore {
  private static final String SCHEMA =
      """
      CREATE TABLE note (
        id BINARY(32) PRIMARY KEY, owner VARCHAR(64) NOT NULL,
        instrument VARCHAR(64) NOT NULL, units BIGINT NOT NULL);
      CREATE TABLE command (id BINARY(32) PRIMARY KEY);
      """;

  private final Path folder;
  private final SqlGroups groups;
  private final Statement force;

  /// How the bench finds it.
  public static final class Kind implements PeerStore.Kind {
    @Override
    public String name() {
      return "h2";
    }

    @Override
    public int writers() {
      return 1;
    }

    @Override
    public int groupMax() {
      return 256;
    }

    @Override
    public PeerStore open(Path folder) throws Exception {
      Files.createDirectories(folder);
      return new H2Peer(folder);
    }
  }

  private H2Peer(Path folder) throws SQLException {
    this.folder = folder;
    String url =
        "jdbc:h2:file:" + folder.resolve("peer").toAbsolutePath() + ";DB_CLOSE_ON_EXIT=FALSE";
    Connection connection = DriverManager.getConnection(url);
    try {
      this.force = connection.createStatement();
      force.execute(SCHEMA);
      this.groups = new SqlGroups(connection, "BINARY VARYING", "");
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public void load(List<Note> all) throws SQLException {
    groups.load(all);
    force.execute("CHECKPOINT SYNC");
  }

  @Override
  public List<Boolean> commit(List<Transfer> group) throws SQLException {
    List<Boolean> done = groups.commit(group);
    force.execute("CHECKPOINT SYNC");
    return done;
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    try {
      force.close();
      groups.close();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
