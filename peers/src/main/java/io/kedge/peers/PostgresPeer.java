package io.kedge.peers;

import io.kedge.bench.PeerStore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;

/// PostgreSQL: one transaction for a group, over two connections, so that one executes while the
/// other waits for the disk.
final class PostgresPeer implements PeerStore {
  private static final int WRITERS = 2;

  private final PostgresServer server;
  private final List<SqlGroups> connections = new ArrayList<>();
  private final ArrayBlockingQueue<SqlGroups> idle = new ArrayBlockingQueue<>(WRITERS);

  /// How the bench finds it.
  public static final class Kind implements PeerStore.Kind {
    @Override
    public String name() {
      return "postgresql";
    }

    @Override
    public int writers() {
      return WRITERS;
    }

    @Override
    public int groupMax() {
      return 256;
    }

    @Override
    public PeerStore open(Path folder) throws Exception {
      return new PostgresPeer(PostgresServer.start(folder));
    }
  }

  private PostgresPeer(PostgresServer server) throws IOException, SQLException {
    this.server = server;
    try {
      for (int i = 0; i < WRITERS; i++) {
        connections.add(new SqlGroups(server.connect(), "bytea", "ORDER BY id FOR UPDATE"));
      }
      idle.addAll(connections);
    } catch (SQLException e) {
      server.close();
      throw e;
    }
  }

  @Override
  public void load(List<Note> all) throws SQLException {
    connections.getFirst().load(all);
  }

  @Override
  public List<Boolean> commit(List<Transfer> group) throws Exception {
    SqlGroups own = idle.take();
    try {
      return own.commit(group);
    } finally {
      idle.add(own);
    }
  }

  @Override
  public Path folder() {
    return server.folder();
  }

  @Override
  public void close() throws IOException {
    try {
      for (SqlGroups connection : connections) {
        connection.close();
      }
    } catch (SQLException e) {
      throw new IOException(e);
    } finally {
      server.close();
    }
  }
}
