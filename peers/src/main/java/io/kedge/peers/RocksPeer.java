package io.kedge.peers;

import io.kedge.bench.PeerStore;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// RocksDB: one write batch for a group, its write-ahead log forced before it returns.
final class RocksPeer implements PeerStore {
  private static final byte[] NONE = new byte[0];

  static {
    RocksDB.loadLibrary();
  }

  private final Path folder;
  private final RocksDB db;
  private final DBOptions options;
  private final ColumnFamilyOptions families;
  private final BloomFilter bloom;
  private final List<ColumnFamilyHandle> handles = new ArrayList<>();
  private final ColumnFamilyHandle notes;
  private final ColumnFamilyHandle commands;
  private final WriteOptions durable = new WriteOptions().setSync(true);

  /// How the bench finds it.
  public static final class Kind implements PeerStore.Kind {
    @Override
    public String name() {
      return "rocksdb";
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
      return new RocksPeer(folder);
    }
  }

  private RocksPeer(Path folder) throws RocksDBException {
    this.folder = folder;
    this.bloom = new BloomFilter(10);
    this.options = new DBOptions().setCreateIfMissing(true).setCreateMissingColumnFamilies(true);
    this.families =
        new ColumnFamilyOptions()
            .setTableFormatConfig(new BlockBasedTableConfig().setFilterPolicy(bloom));
    var descriptors =
        List.of(
            new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, families),
            new ColumnFamilyDescriptor(
                "note".getBytes(java.nio.charset.StandardCharsets.UTF_8), families),
            new ColumnFamilyDescriptor(
                "command".getBytes(java.nio.charset.StandardCharsets.UTF_8), families));
    this.db = RocksDB.open(options, folder.toString(), descriptors, handles);
    this.notes = handles.get(1);
    this.commands = handles.get(2);
  }

  @Override
  public void load(List<Note> all) throws RocksDBException {
    try (var batch = new WriteBatch()) {
      for (Note note : all) {
        batch.put(notes, Stored.key(note.id()), Stored.value(note));
      }
      db.write(durable, batch);
    }
  }

  @Override
  public List<Boolean> commit(List<Transfer> group) throws RocksDBException {
    Plan plan = Plan.of(group, found(group), known(group));
    try (var batch = new WriteBatch()) {
      for (String id : plan.spent()) {
        batch.delete(notes, Stored.key(id));
      }
      for (Note note : plan.made()) {
        batch.put(notes, Stored.key(note.id()), Stored.value(note));
      }
      for (Transfer transfer : plan.commands()) {
        batch.put(commands, transfer.command().toArray(), NONE);
      }
      db.write(durable, batch);
    }
    return plan.done();
  }

  private HashMap<String, Note> found(List<Transfer> group) throws RocksDBException {
    List<String> ids = List.copyOf(Plan.inputs(group));
    List<byte[]> keys = ids.stream().map(Stored::key).toList();
    List<byte[]> values = db.multiGetAsList(same(notes, keys.size()), keys);
    var found = new HashMap<String, Note>();
    for (int i = 0; i < keys.size(); i++) {
      if (values.get(i) != null) {
        found.put(ids.get(i), Stored.note(ids.get(i), ByteBuffer.wrap(values.get(i))));
      }
    }
    return found;
  }

  private HashSet<String> known(List<Transfer> group) throws RocksDBException {
    List<byte[]> keys = group.stream().map(transfer -> transfer.command().toArray()).toList();
    List<byte[]> values = db.multiGetAsList(same(commands, keys.size()), keys);
    var known = new HashSet<String>();
    for (int i = 0; i < keys.size(); i++) {
      if (values.get(i) != null) {
        known.add(Plan.hex(group.get(i)));
      }
    }
    return known;
  }

  private static List<ColumnFamilyHandle> same(ColumnFamilyHandle family, int times) {
    return java.util.Collections.nCopies(times, family);
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public void close() {
    durable.close();
    handles.forEach(ColumnFamilyHandle::close);
    db.close();
    families.close();
    options.close();
    bloom.close();
  }
}
