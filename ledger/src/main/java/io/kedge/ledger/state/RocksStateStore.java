package io.kedge.ledger.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kedge.contract.Key;
import io.kedge.contract.LedgerView;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.disk.RealDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.DataBlockIndexType;
import org.rocksdb.FlushOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Snapshot;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// State in RocksDB, one column family for each kind of thing. There is no write-ahead log: the
/// ledger's own log is one. All column families are flushed together, so that after a crash the
/// store is as it was after some earlier [StateWrite] (semantics/ledger.md §6B).
public final class RocksStateStore implements StateStore {
  private static final byte[] APPLIED = "applied".getBytes(UTF_8);
  private static final long MEBIBYTE = 1 << 20;
  private static final String DAMAGED = "DAMAGED";

  static {
    RocksDB.loadLibrary();
  }

  private enum Family {
    MARK,
    ENTRY,
    COMMAND,
    PAGE;

    byte[] bytes() {
      return this == MARK ? RocksDB.DEFAULT_COLUMN_FAMILY : name().getBytes(UTF_8);
    }
  }

  private final RealDisk disk;
  private final String directory;
  private final boolean readOnly;

  /// Blocks of the store in memory, outside the heap: an eighth of what the heap may have. Filters
  /// and indexes live in it too, about 5 bytes for each entry.
  private final LRUCache cache =
      new LRUCache(
          Math.clamp(Runtime.getRuntime().maxMemory() / 8, 64 * MEBIBYTE, 1024 * MEBIBYTE));

  private final BloomFilter bloom = new BloomFilter(10);
  private final ColumnFamilyOptions familyOptions;
  private final DBOptions options;
  private final WriteOptions writeOptions = new WriteOptions().setDisableWAL(true);
  private final List<ColumnFamilyHandle> families = new ArrayList<>();
  private final EnumMap<Family, ColumnFamilyHandle> byFamily = new EnumMap<>(Family.class);
  private final RocksDB db;
  private final ReentrantReadWriteLock lifetime = new ReentrantReadWriteLock();
  private boolean closed;

  private RocksStateStore(RealDisk disk, String directory, boolean readOnly) {
    this.disk = disk;
    this.directory = directory;
    this.readOnly = readOnly;
    if (disk.exists(marker())) {
      throw new StateDamagedException("state was marked as damaged by an earlier run");
    }
    var table =
        new BlockBasedTableConfig()
            .setBlockCache(cache)
            .setFilterPolicy(bloom)
            .setFormatVersion(5)
            .setDataBlockIndexType(DataBlockIndexType.kDataBlockBinaryAndHash)
            .setCacheIndexAndFilterBlocks(true)
            .setPinL0FilterAndIndexBlocksInCache(true);
    familyOptions =
        new ColumnFamilyOptions()
            .setTableFormatConfig(table)
            .setCompressionType(CompressionType.NO_COMPRESSION)
            .setWriteBufferSize(32 * MEBIBYTE)
            // Most commands looked for are new, and so are most pages on the way to a new note.
            .setMemtableWholeKeyFiltering(true)
            .setMemtablePrefixBloomSizeRatio(0.05);
    options =
        new DBOptions()
            .setCreateIfMissing(true)
            .setCreateMissingColumnFamilies(true)
            .setAtomicFlush(true)
            .setMaxBackgroundJobs(2)
            .setKeepLogFileNum(2);
    db = open();
    for (int i = 0; i < families.size(); i++) {
      byFamily.put(Family.values()[i], families.get(i));
    }
  }

  private RocksDB open() {
    var descriptors =
        Arrays.stream(Family.values())
            .map(family -> new ColumnFamilyDescriptor(family.bytes(), familyOptions))
            .toList();
    String path = disk.root().resolve(directory).toString();
    try {
      return readOnly
          ? RocksDB.openReadOnly(options, path, descriptors, families)
          : RocksDB.open(options, path, descriptors, families);
    } catch (RocksDBException e) {
      throw new StateDamagedException("state cannot be opened", e);
    }
  }

  private String marker() {
    return directory + "/" + DAMAGED;
  }

  /// Opens the state in a directory of a disk for writing.
  public static RocksStateStore open(RealDisk disk, String directory) {
    return new RocksStateStore(disk, directory, false);
  }

  /// Opens the state in a directory of a disk for reading only; changes no byte of it.
  public static RocksStateStore openReadOnly(RealDisk disk, String directory) {
    return new RocksStateStore(disk, directory, true);
  }

  /// Opens the state in a directory of a disk, and can delete its files.
  public static Provider provider(RealDisk disk, String directory) {
    return new Provider() {
      @Override
      public StateStore open() {
        try {
          disk.createDirectory(directory);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        return RocksStateStore.open(disk, directory);
      }

      @Override
      public void destroy() {
        try {
          for (String file : disk.list(directory)) {
            disk.delete(directory + "/" + file);
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  private ColumnFamilyHandle handle(Family family) {
    return Objects.requireNonNull(byFamily.get(family), family.name());
  }

  @Override
  public Optional<Applied> applied() {
    return Optional.ofNullable(read(Family.MARK, APPLIED)).map(b -> Applied.decode(Bytes.wrap(b)));
  }

  @Override
  public Optional<Bytes> get(Key key) {
    return Optional.ofNullable(read(Family.ENTRY, key.value().getBytes(UTF_8))).map(Bytes::wrap);
  }

  @Override
  public List<Optional<Bytes>> getAll(List<Key> keys) {
    return readAll(Family.ENTRY, keys, key -> key.value().getBytes(UTF_8), Bytes::wrap);
  }

  @Override
  public List<Optional<CommandRecord>> commands(List<CommandId> ids) {
    return readAll(
        Family.COMMAND,
        ids,
        id -> id.digest().bytes().unsafeArray(),
        bytes -> CommandRecord.decode(Bytes.wrap(bytes)));
  }

  @Override
  public List<Optional<Bytes>> pages(List<Bytes> paths) {
    return readAll(Family.PAGE, paths, Bytes::unsafeArray, Bytes::wrap);
  }

  private byte @Nullable [] read(Family family, byte[] key) {
    return whileOpen(() -> db.get(handle(family), key));
  }

  /// What is done with the native store.
  @FunctionalInterface
  private interface Use<T extends @Nullable Object> {
    T now() throws RocksDBException;
  }

  /// Keeps the store open meanwhile. A closed one is freed memory: touching it ends the process
  /// without a word, and those who ask a node something do not know that it is being closed.
  private <T extends @Nullable Object> T whileOpen(Use<T> use) {
    lifetime.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the state store is closed");
      }
      return use.now();
    } catch (RocksDBException e) {
      throw damaged(e);
    } finally {
      lifetime.readLock().unlock();
    }
  }

  private <K, V> List<Optional<V>> readAll(
      Family family, List<K> keys, Function<K, byte[]> name, Function<byte[], V> decode) {
    if (keys.isEmpty()) {
      return List.of();
    }
    if (keys.size() == 1) {
      byte[] value = read(family, name.apply(keys.getFirst()));
      return List.of(Optional.ofNullable(value).map(decode));
    }
    var names = keys.stream().map(name).toList();
    var handles = java.util.Collections.nCopies(names.size(), handle(family));
    var found = new ArrayList<Optional<V>>(keys.size());
    for (byte[] value : whileOpen(() -> db.multiGetAsList(handles, names))) {
      found.add(Optional.ofNullable(value).map(decode));
    }
    return found;
  }

  @Override
  public List<LedgerView.Entry> range(String prefix, String after, int limit) {
    byte[] start = (after.compareTo(prefix) < 0 ? prefix : after).getBytes(UTF_8);
    byte[] common = prefix.getBytes(UTF_8);
    var found = new ArrayList<LedgerView.Entry>(Math.min(limit, 64));
    return whileOpen(
        () -> {
          try (RocksIterator cursor = db.newIterator(handle(Family.ENTRY))) {
            cursor.seek(start);
            if (cursor.isValid() && Arrays.equals(cursor.key(), start)) {
              cursor.next();
            }
            for (; found.size() < limit && cursor.isValid(); cursor.next()) {
              byte[] key = cursor.key();
              if (!startsWith(key, common)) {
                break;
              }
              var value = Bytes.wrap(cursor.value());
              found.add(new LedgerView.Entry(new Key(new String(key, UTF_8)), value));
            }
            cursor.status();
            return found;
          }
        });
  }

  private static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  @Override
  public void write(StateWrite write) {
    try (var batch = new WriteBatch()) {
      for (Map.Entry<Key, Optional<Bytes>> entry : write.entries().entrySet()) {
        put(batch, Family.ENTRY, entry.getKey().value().getBytes(UTF_8), entry.getValue());
      }
      for (Map.Entry<Bytes, Optional<Bytes>> page : write.pages().entrySet()) {
        put(batch, Family.PAGE, page.getKey().unsafeArray(), page.getValue());
      }
      for (Map.Entry<CommandId, CommandRecord> command : write.commands().entrySet()) {
        batch.put(
            handle(Family.COMMAND),
            command.getKey().digest().bytes().unsafeArray(),
            command.getValue().encoded().unsafeArray());
      }
      batch.put(handle(Family.MARK), APPLIED, write.applied().encoded().unsafeArray());
      db.write(writeOptions, batch);
    } catch (RocksDBException e) {
      throw damaged(e);
    }
  }

  private void put(WriteBatch batch, Family family, byte[] key, Optional<Bytes> value)
      throws RocksDBException {
    if (value.isPresent()) {
      batch.put(handle(family), key, value.get().unsafeArray());
    } else {
      batch.delete(handle(family), key);
    }
  }

  @Override
  public void flush() {
    try (var wait = new FlushOptions().setWaitForFlush(true)) {
      db.flush(wait, families);
    } catch (RocksDBException e) {
      throw damaged(e);
    }
  }

  @Override
  public void forEachEntry(BiConsumer<Key, Bytes> visit) {
    forEach(Family.ENTRY, (k, v) -> visit.accept(new Key(new String(k, UTF_8)), Bytes.wrap(v)));
  }

  @Override
  public void forEachCommand(BiConsumer<CommandId, CommandRecord> visit) {
    forEach(
        Family.COMMAND,
        (k, v) ->
            visit.accept(
                new CommandId(new Digest(Bytes.wrap(k))), CommandRecord.decode(Bytes.wrap(v))));
  }

  @Override
  public void forEachPage(BiConsumer<Bytes, Bytes> visit) {
    forEach(Family.PAGE, (k, v) -> visit.accept(Bytes.wrap(k), Bytes.wrap(v)));
  }

  private void forEach(Family family, BiConsumer<byte[], byte[]> visit) {
    try (var now = new ReadOptions()) {
      forEach(family, now, visit);
    }
  }

  private void forEach(Family family, ReadOptions when, BiConsumer<byte[], byte[]> visit) {
    try (RocksIterator cursor = db.newIterator(handle(family), when)) {
      for (cursor.seekToFirst(); cursor.isValid(); cursor.next()) {
        visit.accept(cursor.key(), cursor.value());
      }
      cursor.status();
    } catch (RocksDBException e) {
      throw damaged(e);
    }
  }

  /// Marks the directory, so that the next start rebuilds instead of reading the same bytes again.
  private StateDamagedException damaged(RocksDBException cause) {
    if (!readOnly
        && cause.getStatus() != null
        && cause.getStatus().getCode() == Status.Code.Corruption) {
      try (var file = disk.open(marker(), Disk.Open.CREATE)) {
        file.write(0, List.of(ByteBuffer.wrap(String.valueOf(cause.getMessage()).getBytes(UTF_8))));
      } catch (FileAlreadyExistsException e) {
        return new StateDamagedException("state cannot be read or written", cause);
      } catch (IOException e) {
        cause.addSuppressed(e);
      }
    }
    return new StateDamagedException("state cannot be read or written", cause);
  }

  @Override
  public FrozenState freeze() {
    lifetime.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the state is closed");
      }
      return new Frozen();
    } catch (RuntimeException e) {
      lifetime.readLock().unlock();
      throw e;
    }
  }

  /// A snapshot of the database. It keeps the database open.
  private final class Frozen implements FrozenState {
    private final Snapshot snapshot = db.getSnapshot();
    private final ReadOptions then =
        new ReadOptions().setSnapshot(snapshot).setFillCache(false).setReadaheadSize(MEBIBYTE);
    private final Applied applied;

    Frozen() {
      try {
        byte[] mark = db.get(handle(Family.MARK), then, APPLIED);
        if (mark == null) {
          throw new IllegalStateException("nothing is stored");
        }
        applied = Applied.decode(Bytes.wrap(mark));
      } catch (RocksDBException e) {
        release();
        throw damaged(e);
      } catch (RuntimeException e) {
        release();
        throw e;
      }
    }

    @Override
    public Applied applied() {
      return applied;
    }

    @Override
    public void forEachEntry(BiConsumer<Key, Bytes> visit) {
      forEach(
          Family.ENTRY, then, (k, v) -> visit.accept(new Key(new String(k, UTF_8)), Bytes.wrap(v)));
    }

    @Override
    public void forEachCommand(BiConsumer<CommandId, CommandRecord> visit) {
      forEach(
          Family.COMMAND,
          then,
          (k, v) ->
              visit.accept(
                  new CommandId(new Digest(Bytes.wrap(k))), CommandRecord.decode(Bytes.wrap(v))));
    }

    private void release() {
      then.close();
      db.releaseSnapshot(snapshot);
    }

    @Override
    public void close() {
      release();
      lifetime.readLock().unlock();
    }
  }

  @Override
  public void verify() {
    try {
      db.verifyChecksum();
    } catch (RocksDBException e) {
      throw damaged(e);
    }
  }

  @Override
  public void close() {
    lifetime.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        free();
      }
    } finally {
      lifetime.writeLock().unlock();
    }
  }

  private void free() {
    families.forEach(ColumnFamilyHandle::close);
    db.close();
    writeOptions.close();
    options.close();
    familyOptions.close();
    bloom.close();
    cache.close();
  }
}
