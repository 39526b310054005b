package io.kedge.peers;

import io.kedge.bench.PeerStore;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.PutFlags;
import org.lmdbjava.Txn;

/// LMDB: one write transaction for a group, forced at its commit as LMDB does unless told
/// otherwise.
final class LmdbPeer implements PeerStore {
  private static final long MAP_BYTES = 64L << 30;
  private static final int VALUE_BYTES_MAX = 512;
  private static final int ID_BYTES = 32;

  private final Path folder;
  private final Env<ByteBuffer> env;
  private final Dbi<ByteBuffer> notes;
  private final Dbi<ByteBuffer> commands;
  private final ByteBuffer key = ByteBuffer.allocateDirect(ID_BYTES);
  private final ByteBuffer value = ByteBuffer.allocateDirect(VALUE_BYTES_MAX);

  /// How the bench finds it.
  public static final class Kind implements PeerStore.Kind {
    @Override
    public String name() {
      return "lmdb";
    }

    @Override
    public int writers() {
      return 1; // it has one writer at a time by design
    }

    @Override
    public int groupMax() {
      return 256;
    }

    @Override
    public PeerStore open(Path folder) throws Exception {
      Files.createDirectories(folder);
      return new LmdbPeer(folder);
    }
  }

  private LmdbPeer(Path folder) {
    this.folder = folder;
    this.env = Env.create().setMapSize(MAP_BYTES).setMaxDbs(2).open(folder.toFile());
    this.notes = env.openDbi("note", DbiFlags.MDB_CREATE);
    this.commands = env.openDbi("command", DbiFlags.MDB_CREATE);
  }

  @Override
  public synchronized void load(List<Note> all) {
    try (Txn<ByteBuffer> txn = env.txnWrite()) {
      all.forEach(note -> put(txn, note));
      txn.commit();
    }
  }

  @Override
  public synchronized List<Boolean> commit(List<Transfer> group) {
    try (Txn<ByteBuffer> txn = env.txnWrite()) {
      Plan plan = Plan.of(group, found(txn, group), known(txn, group));
      for (String id : plan.spent()) {
        notes.delete(txn, key(Stored.key(id)));
      }
      plan.made().forEach(note -> put(txn, note));
      for (Transfer transfer : plan.commands()) {
        commands.put(
            txn, key(transfer.command().toArray()), value.clear().flip(), PutFlags.MDB_NOOVERWRITE);
      }
      txn.commit();
      return plan.done();
    }
  }

  private HashMap<String, Note> found(Txn<ByteBuffer> txn, List<Transfer> group) {
    var found = new HashMap<String, Note>();
    for (String id : Plan.inputs(group)) {
      ByteBuffer stored = notes.get(txn, key(Stored.key(id)));
      if (stored != null) {
        found.put(id, Stored.note(id, stored));
      }
    }
    return found;
  }

  private HashSet<String> known(Txn<ByteBuffer> txn, List<Transfer> group) {
    var known = new HashSet<String>();
    for (Transfer transfer : group) {
      if (commands.get(txn, key(transfer.command().toArray())) != null) {
        known.add(Plan.hex(transfer));
      }
    }
    return known;
  }

  private void put(Txn<ByteBuffer> txn, Note note) {
    value.clear().put(Stored.value(note)).flip();
    notes.put(txn, key(Stored.key(note.id())), value);
  }

  private ByteBuffer key(byte[] id) {
    return key.clear().put(id).flip();
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public void close() {
    notes.close();
    commands.close();
    env.close();
  }
}
