package io.kedge.ledger.disk;

import io.kedge.kernel.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A disk in memory that keeps what is durable apart from what was merely written, and fails when
/// told to (semantics/ledger.md §4B.2). Everything it does follows from what it is told: no
/// chance.
public final class SimDisk implements Disk {
  /// The kinds of operation that change the disk; each can be made to fail.
  public enum Operation {
    CREATE,
    WRITE,
    TRUNCATE,
    FORCE,
    RENAME,
    DELETE,
    CREATE_DIRECTORY,
    FORCE_DIRECTORY
  }

  private static final long DISTURBANCE_NANOS = 300_000;

  /// An operation that was asked for and is not durable yet.
  private sealed interface Unsynced {
    record Write(SimFile file, int position, Bytes bytes) implements Unsynced {}

    record Truncate(SimFile file, int size) implements Unsynced {}

    /// A name in a directory gets a file, or none.
    record Name(String directory, List<Link> links) implements Unsynced {}
  }

  private record Link(String name, @Nullable SimFile file) {}

  private record Failure(int nth, boolean full, int bytes) {}

  private final TreeMap<String, SimFile> visible = new TreeMap<>();
  private final TreeMap<String, SimFile> durable = new TreeMap<>();
  private final List<Unsynced> unsynced = new ArrayList<>();
  private final Set<String> locks = new HashSet<>();
  private final Map<Operation, Failure> failures = new EnumMap<>(Operation.class);
  private final Map<Operation, Integer> counts = new EnumMap<>(Operation.class);
  private final Map<FaultPoint, Integer> reached = new EnumMap<>(FaultPoint.class);
  private @Nullable FaultPoint cutAt;
  private int cutAtNth;
  private long disturbance;
  private long reads;
  private long misdirectedRead;
  private long misdirectedBytes;
  private int operations;
  private long files;
  private int cutBefore = Integer.MAX_VALUE;
  private boolean off;
  private long capacityBytes = Long.MAX_VALUE;

  // Faults, and looking from outside.

  /// Operations that changed the disk so far.
  public synchronized int operations() {
    return operations;
  }

  /// Operations of one kind so far.
  public synchronized int operations(Operation kind) {
    return counts.getOrDefault(kind, 0);
  }

  /// Operations that are not durable yet: what a [Survival] decides about.
  public synchronized int unsyncedOperations() {
    return unsynced.size();
  }

  /// Bytes of the last write that is not durable yet, 0 if there is none.
  public synchronized int lastWriteBytes() {
    return unsynced.isEmpty() || !(unsynced.getLast() instanceof Unsynced.Write write)
        ? 0
        : write.bytes().size();
  }

  /// Lets the power fail when as many more operations have been done: the next one and every
  /// access after it throws [PowerCut].
  public synchronized void cutPowerAfter(int moreOperations) {
    cutBefore = operations + moreOperations;
  }

  /// Lets the power fail when the program comes to a place for the nth time from now on (1 is the
  /// next).
  public synchronized void cutPowerAt(FaultPoint point, int nth) {
    cutAt = point;
    cutAtNth = reached(point) + nth;
  }

  /// Makes the nth read from now on (1 is the next) answer with the bytes of another place of the
  /// same file, so many bytes further on, beginning again at its start.
  public synchronized void misdirectRead(int nth, long shift) {
    misdirectedRead = reads + nth;
    misdirectedBytes = shift;
  }

  /// How often the program came to a place.
  public synchronized int reached(FaultPoint point) {
    return reached.getOrDefault(point, 0);
  }

  /// Lets threads wait a moment at some of the places, by the toss of a seeded coin, so that they
  /// meet in other orders. 0 stops it.
  public synchronized void disturb(long seed) {
    disturbance = seed;
  }

  @Override
  public void at(FaultPoint point) {
    if (isDisturbedAt(point)) {
      LockSupport.parkNanos(DISTURBANCE_NANOS);
    }
  }

  private synchronized boolean isDisturbedAt(FaultPoint point) {
    on(point.name());
    int count = reached.merge(point, 1, Integer::sum);
    if (point == cutAt && count == cutAtNth) {
      off = true;
      on(point.name());
    }
    return disturbance != 0 && isHeads(disturbance + 31L * count + point.name().hashCode());
  }

  /// One coin in eight: the top bits of a multiplication that mixes all of them.
  private static boolean isHeads(long toss) {
    long z = (toss ^ (toss >>> 31)) * 0x9E3779B97F4A7C15L;
    return (z >>> 61) == 0;
  }

  /// The disk as it is found after a power cut now.
  public synchronized SimDisk afterPowerCut(Survival survival) {
    var contents = new TreeMap<SimFile, byte[]>((a, b) -> Long.compare(a.number, b.number));
    var names = new TreeMap<>(durable);
    for (int number = 0; number < unsynced.size(); number++) {
      switch (unsynced.get(number)) {
        case Unsynced.Write write -> {
          var before = contents.getOrDefault(write.file(), write.file().durable);
          contents.put(write.file(), surviving(write, before, number, survival));
        }
        case Unsynced.Truncate cut -> {
          if (survival.operation(number)) {
            var before = contents.getOrDefault(cut.file(), cut.file().durable);
            contents.put(cut.file(), resized(before, Math.min(before.length, cut.size())));
          }
        }
        case Unsynced.Name name -> {
          if (survival.operation(number)) {
            name.links().forEach(link -> set(names, link));
          }
        }
      }
    }
    var after = new SimDisk();
    for (var entry : names.entrySet()) {
      var parent = names.get(directoryOf(entry.getKey()));
      if (directoryOf(entry.getKey()).isEmpty() || parent != null) {
        var old = entry.getValue();
        after.put(entry.getKey(), old, contents.getOrDefault(old, old.durable));
      }
    }
    return after;
  }

  private static byte[] surviving(
      Unsynced.Write write, byte[] before, int number, Survival survival) {
    var bytes = write.bytes().unsafeArray();
    int end = survival.length(number) ? write.position() + bytes.length : 0;
    var kept = new boolean[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      kept[i] = survival.writtenByte(number, i, bytes.length);
      end = kept[i] ? Math.max(end, write.position() + i + 1) : end;
    }
    var after = resized(before, Math.max(before.length, end));
    for (int i = 0; i < bytes.length; i++) {
      if (kept[i]) {
        after[write.position() + i] = bytes[i];
      }
    }
    return after;
  }

  /// A second disk with the same files, all durable, and no faults.
  public synchronized SimDisk copy() {
    var copy = new SimDisk();
    visible.forEach((name, file) -> copy.put(name, file, file.visible.clone()));
    return copy;
  }

  /// Makes the nth operation of a kind from now on (1 is the next) fail with an I/O error. When a
  /// force fails, what it should have made durable never becomes durable, as on Linux.
  public synchronized void failIo(Operation kind, int nth) {
    failures.put(kind, new Failure(operations(kind) + nth, false, 0));
  }

  /// Makes the nth write from now on store only that many bytes and then find the disk full.
  public synchronized void failFull(int nth, int bytes) {
    failures.put(Operation.WRITE, new Failure(operations(Operation.WRITE) + nth, true, bytes));
  }

  /// Makes the nth creation or renaming from now on find no space in the directory.
  public synchronized void failFull(Operation kind, int nth) {
    failures.put(kind, new Failure(operations(kind) + nth, true, 0));
  }

  /// Limits the bytes of all files together; a write that goes beyond stores what fits and finds
  /// the disk full.
  public synchronized void limit(long capacityBytes) {
    this.capacityBytes = capacityBytes;
  }

  /// Bytes of all files together.
  public synchronized long bytesUsed() {
    return visible.values().stream().mapToLong(file -> file.visible.length).sum();
  }

  /// The names of all files, sorted.
  public synchronized List<String> files() {
    return visible.entrySet().stream()
        .filter(entry -> !entry.getValue().directory)
        .map(Map.Entry::getKey)
        .toList();
  }

  /// A copy of a file's bytes.
  public synchronized byte[] contents(String name) throws IOException {
    return file(name).visible.clone();
  }

  /// Gives a file other bytes, durably, behind the ledger's back.
  public synchronized void replace(String name, byte[] bytes) throws IOException {
    var file = file(name);
    file.visible = bytes.clone();
    file.durable = bytes.clone();
  }

  /// Turns one bit of a file, durably, behind the ledger's back. Bit 0 is the lowest of byte 0.
  public synchronized void flip(String name, long bit) throws IOException {
    var file = file(name);
    int at = Math.toIntExact(bit >>> 3);
    file.visible[at] ^= (byte) (1 << (bit & 7));
    if (at < file.durable.length) {
      file.durable[at] ^= (byte) (1 << (bit & 7));
    }
  }

  // The port.

  @Override
  public synchronized DiskFile open(String name, Open how) throws IOException {
    on("open " + name);
    if (how == Open.READ || how == Open.WRITE) {
      return new SimHandle(this, name, file(name), how == Open.WRITE);
    }
    if (visible.containsKey(name)) {
      throw new FileAlreadyExistsException(name);
    }
    begin(Operation.CREATE, name);
    var file = new SimFile(nextNumber(), false);
    link(directoryOf(name), List.of(new Link(name, file)));
    return new SimHandle(this, name, file, true);
  }

  @Override
  public synchronized boolean exists(String name) {
    on("exists " + name);
    return name.isEmpty() || visible.containsKey(name);
  }

  @Override
  public synchronized List<String> list(String directory) {
    return list(directory, false);
  }

  @Override
  public synchronized List<String> directories(String directory) {
    return list(directory, true);
  }

  private List<String> list(String directory, boolean directories) {
    on("list " + directory);
    return visible.entrySet().stream()
        .filter(entry -> entry.getValue().directory == directories)
        .map(Map.Entry::getKey)
        .filter(name -> directoryOf(name).equals(directory))
        .map(name -> name.substring(name.lastIndexOf('/') + 1))
        .toList();
  }

  @Override
  public synchronized void createDirectory(String directory) throws IOException {
    if (!exists(directory)) {
      begin(Operation.CREATE_DIRECTORY, directory);
      var made = new SimFile(nextNumber(), true);
      link(directoryOf(directory), List.of(new Link(directory, made)));
    }
  }

  @Override
  public synchronized void rename(String from, String to) throws IOException {
    var file = file(from);
    if (!directoryOf(from).equals(directoryOf(to))) {
      throw new IOException("a rename stays in its directory: " + from + " to " + to);
    }
    begin(Operation.RENAME, from);
    link(directoryOf(to), List.of(new Link(from, null), new Link(to, file)));
  }

  @Override
  public synchronized void delete(String name) throws IOException {
    if (exists(name)) {
      begin(Operation.DELETE, name);
      link(directoryOf(name), List.of(new Link(name, null)));
    }
  }

  @Override
  public synchronized void forceDirectory(String directory) throws IOException {
    begin(Operation.FORCE_DIRECTORY, directory);
    for (var operation : List.copyOf(unsynced)) {
      if (operation instanceof Unsynced.Name name && name.directory().equals(directory)) {
        name.links().forEach(link -> set(durable, link));
        unsynced.remove(operation);
      }
    }
  }

  @Override
  public synchronized DiskLock lock(String name) throws IOException {
    on("lock " + name);
    if (!locks.add(name)) {
      throw new DiskLocked(name, "process " + ProcessHandle.current().pid());
    }
    return () -> unlock(name);
  }

  private synchronized void unlock(String name) {
    locks.remove(name);
  }

  // What an open file does.

  synchronized int read(SimFile file, long position, ByteBuffer into) {
    on("a read");
    reads++;
    boolean misdirected = reads == misdirectedRead && file.visible.length > 0;
    long at = misdirected ? (position + misdirectedBytes) % file.visible.length : position;
    int from = (int) Math.min(at, file.visible.length);
    int count = Math.min(into.remaining(), file.visible.length - from);
    into.put(file.visible, from, count);
    return count;
  }

  synchronized void write(String name, SimFile file, long position, byte[] bytes)
      throws IOException {
    var failure = begin(Operation.WRITE, name);
    int at = Math.toIntExact(position);
    long free = capacityBytes - bytesUsed() + Math.max(0, file.visible.length - position);
    int fits = Math.clamp(free, 0, bytes.length);
    fits = failure == null ? fits : Math.min(fits, failure.bytes());
    if (fits > 0) {
      var stored = Arrays.copyOf(bytes, fits);
      file.visible = resized(file.visible, Math.max(file.visible.length, at + fits));
      System.arraycopy(stored, 0, file.visible, at, fits);
      unsynced.add(new Unsynced.Write(file, at, Bytes.wrap(stored)));
    }
    if (fits < bytes.length) {
      throw new DiskFull(name, new IOException("only " + fits + " bytes fit"));
    }
  }

  synchronized void truncate(String name, SimFile file, long size) throws IOException {
    begin(Operation.TRUNCATE, name);
    int cut = Math.toIntExact(Math.min(size, file.visible.length));
    file.visible = resized(file.visible, cut);
    unsynced.add(new Unsynced.Truncate(file, cut));
  }

  synchronized void force(String name, SimFile file) throws IOException {
    try {
      begin(Operation.FORCE, name);
    } catch (IOException e) {
      unsynced.removeIf(operation -> of(file, operation));
      throw e;
    }
    for (var operation : unsynced) {
      if (operation instanceof Unsynced.Write write && write.file() == file) {
        int end = write.position() + write.bytes().size();
        file.durable = resized(file.durable, Math.max(file.durable.length, end));
        System.arraycopy(
            write.bytes().unsafeArray(), 0, file.durable, write.position(), write.bytes().size());
      } else if (operation instanceof Unsynced.Truncate cut && cut.file() == file) {
        file.durable = resized(file.durable, Math.min(file.durable.length, cut.size()));
      }
    }
    unsynced.removeIf(operation -> of(file, operation));
  }

  synchronized long size(SimFile file) {
    on("size");
    return file.visible.length;
  }

  private static boolean of(SimFile file, Unsynced operation) {
    return switch (operation) {
      case Unsynced.Write write -> write.file() == file;
      case Unsynced.Truncate cut -> cut.file() == file;
      case Unsynced.Name _ -> false;
    };
  }

  /// Counts an operation and lets the power or the operation fail if that was asked for. Answers
  /// the failure if it is one of space, which the write itself carries out.
  private @Nullable Failure begin(Operation kind, String what) throws IOException {
    on(kind + " " + what);
    if (operations >= cutBefore) {
      off = true;
      on(kind + " " + what);
    }
    operations++;
    int count = counts.merge(kind, 1, Integer::sum);
    var failure = failures.get(kind);
    if (failure == null || failure.nth() != count) {
      return null;
    }
    failures.remove(kind);
    if (!failure.full()) {
      throw new IOException("input/output error at " + kind + " " + what);
    }
    if (kind != Operation.WRITE) {
      throw new DiskFull(what, new IOException("no space for a name"));
    }
    return failure;
  }

  private void on(String what) {
    if (off) {
      throw new PowerCut(what);
    }
  }

  private void link(String directory, List<Link> links) {
    links.forEach(link -> set(visible, link));
    unsynced.add(new Unsynced.Name(directory, links));
  }

  private static void set(Map<String, SimFile> names, Link link) {
    if (link.file() == null) {
      names.remove(link.name());
    } else {
      names.put(link.name(), link.file());
    }
  }

  private void put(String name, SimFile like, byte[] bytes) {
    var file = new SimFile(nextNumber(), like.directory);
    file.visible = bytes;
    file.durable = bytes.clone();
    visible.put(name, file);
    durable.put(name, file);
  }

  private long nextNumber() {
    return files++;
  }

  private SimFile file(String name) throws IOException {
    on("open " + name);
    var file = visible.get(name);
    if (file == null || file.directory) {
      throw new NoSuchFileException(name);
    }
    return file;
  }

  @Override
  public String toString() {
    return "the simulated disk";
  }

  private static String directoryOf(String name) {
    int slash = name.lastIndexOf('/');
    return slash < 0 ? "" : name.substring(0, slash);
  }

  private static byte[] resized(byte[] bytes, int size) {
    return Arrays.copyOf(bytes, size);
  }

  /// A file or directory, whatever its name.
  static final class SimFile {
    final long number;
    final boolean directory;
    byte[] visible = {};
    byte[] durable = {};

    SimFile(long number, boolean directory) {
      this.number = number;
      this.directory = directory;
    }
  }
}
