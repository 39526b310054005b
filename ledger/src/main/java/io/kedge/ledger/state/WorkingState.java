package io.kedge.ledger.state;

import io.kedge.contract.Change;
import io.kedge.contract.Key;
import io.kedge.contract.LedgerView;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The state as execution sees it: everything not yet stored, and what was read lately, over a
/// store. So the next batch is executed while the one before is made durable and an earlier one is
/// stored, and waits for neither.
///
/// One thread executes: it calls everything but [#committed], [#command], [#durable] and [#stored],
/// which any thread may.
public final class WorkingState {
  private static final long CLEAN = 0;
  private static final int RANGE = 1_000;

  /// A value of an entry from some block on. Values known to be in the store have height 0.
  private static final class Version {
    final Optional<Bytes> value;
    long height;
    @Nullable Version before;
    boolean used;

    /// What the value decodes to, once somebody asked. Threads may race for it: each finds a whole
    /// memo or none.
    @Nullable Memo memo;

    Version(long height, Optional<Bytes> value, @Nullable Version before) {
      this.height = height;
      this.value = value;
      this.before = before;
    }
  }

  private record Memo(Function<Bytes, ?> decode, Object decoded) {}

  /// What some blocks changed.
  ///
  /// @param height the last of them
  /// @param entries the entries that changed, each with its last value; empty where it was removed
  /// @param commands the commands they decided
  public record Layer(
      long height, Map<Key, Optional<Bytes>> entries, Map<CommandId, CommandRecord> commands) {}

  private final StateStore store;
  private final int cleanMax;
  private final ConcurrentHashMap<Key, Version> hot = new ConcurrentHashMap<>();

  /// The changed entries in key order, of the concepts that somebody reads ranges of. Most entries
  /// are notes, which nobody does.
  private final ConcurrentHashMap<String, ConcurrentSkipListSet<Key>> ordered =
      new ConcurrentHashMap<>();

  /// Concepts whose changed entries are to be kept in order from the next block on.
  private final Set<String> wanted = ConcurrentHashMap.newKeySet();
  private final ConcurrentHashMap<CommandId, CommandRecord> commands = new ConcurrentHashMap<>();
  private final ArrayDeque<Key> clean = new ArrayDeque<>();
  private final ArrayDeque<Layer> collected = new ArrayDeque<>();
  private final LedgerView executing = new View(true);
  private final LedgerView committed = new View(false);
  private final List<String> resident;

  /// What changed since it was last collected for storing.
  private Map<Key, Optional<Bytes>> changed = new HashMap<>();

  private Map<CommandId, CommandRecord> changedCommands = new HashMap<>();

  /// What changed since it was last taken for a state root.
  private Map<Key, Optional<Bytes>> sinceRoot = new HashMap<>();

  private Map<CommandId, CommandRecord> decided = new HashMap<>();
  private long height;
  private int unstored;

  /// Commands that are in the store, and in memory for those who asked just before.
  private Map<CommandId, CommandRecord> faded = Map.of();

  private int misses;
  private final AtomicLong forgotten = new AtomicLong();
  private volatile long durable;
  private volatile long stored;

  /// The state of a store, at its applied height.
  ///
  /// @param store what it is over
  /// @param cleanMax about how many entries that the store has too are kept in memory
  public WorkingState(StateStore store, int cleanMax) {
    this(store, cleanMax, List.of());
  }

  /// The state of a store, at its applied height.
  ///
  /// @param store what it is over
  /// @param cleanMax about how many entries that the store has too are kept in memory
  /// @param resident concepts all of whose entries are kept in memory beside these
  public WorkingState(StateStore store, int cleanMax, List<String> resident) {
    this.store = store;
    this.cleanMax = cleanMax;
    this.resident = resident.stream().sorted().map(Key::prefix).toList();
    this.resident.forEach(this::load);
    this.height = store.applied().map(Applied::height).orElse(0L);
    this.durable = height;
    this.stored = height;
  }

  private void load(String prefix) {
    String after = prefix;
    for (List<LedgerView.Entry> some = store.range(prefix, after, RANGE);
        !some.isEmpty();
        some = store.range(prefix, after, RANGE)) {
      some.forEach(
          entry -> hot.put(entry.key(), new Version(CLEAN, Optional.of(entry.value()), null)));
      after = some.getLast().key().value();
    }
  }

  private boolean isResident(Key key) {
    for (String prefix : resident) {
      if (key.value().startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /// The block that was executed last.
  public long height() {
    return height;
  }

  /// Changed entries that are not stored yet.
  public int unstored() {
    return unstored;
  }

  /// The state after the last executed command.
  public LedgerView executing() {
    return executing;
  }

  /// The state after the last durable block. It moves on between two reads; each read alone is of
  /// committed state.
  public LedgerView committed() {
    return committed;
  }

  /// The value of an entry as it was after an executed block, which must not be older than what is
  /// in the store. No block may be executed meanwhile.
  public Optional<Bytes> valueAfter(Key key, long height) {
    Version version = hot.get(key);
    while (version != null && version.height > height) {
      version = version.before;
    }
    return version != null ? version.value : store.get(key);
  }

  /// How often execution had to ask the store since it was last asked for this.
  public int takeMisses() {
    int taken = misses;
    misses = 0;
    return taken;
  }

  /// True where an entry is in memory.
  public boolean has(Key key) {
    return hot.containsKey(key) || isResident(key);
  }

  /// Fetches entries that will be read and are not in memory, many at once.
  public void prefetch(Collection<Key> keys) {
    var missing = List.copyOf(keys);
    misses += missing.size();
    List<Optional<Bytes>> values = store.getAll(missing);
    for (int i = 0; i < missing.size(); i++) {
      putClean(missing.get(i), values.get(i));
    }
  }

  /// A command that is about to be executed.
  ///
  /// @param id the command
  /// @param askedAt [#clock] just before [#command] did not find it; [#NEVER_ASKED] otherwise
  public record Asked(CommandId id, long askedAt) {}

  /// Of a command that nobody looked for.
  public static final long NEVER_ASKED = Long.MIN_VALUE / 2;

  /// A clock that goes on whenever decided commands leave memory for the store alone. What was
  /// looked for and not found, and was decided since, is in memory until the clock went on twice.
  public long clock() {
    return forgotten.get();
  }

  /// The commands among these that were decided, executed blocks included.
  public Set<CommandId> executed(List<Asked> asked) {
    long now = forgotten.get();
    var found = new HashSet<CommandId>();
    var unknown = new ArrayList<CommandId>();
    for (Asked one : asked) {
      if (commands.containsKey(one.id())) {
        found.add(one.id());
      } else if (now - one.askedAt() > 1) {
        unknown.add(one.id());
      }
    }
    List<Optional<CommandRecord>> stored = store.commands(unknown);
    for (int i = 0; i < unknown.size(); i++) {
      if (stored.get(i).isPresent()) {
        found.add(unknown.get(i));
      }
    }
    return found;
  }

  /// Where a command was decided, if its block is durable.
  public Optional<CommandRecord> command(CommandId id) {
    CommandRecord recent = commands.get(id);
    if (recent != null) {
      return recent.height() <= durable ? Optional.of(recent) : Optional.empty();
    }
    return store.commands(List.of(id)).getFirst();
  }

  /// Begins the next block.
  public void begin() {
    forgetStored();
    for (Iterator<String> it = wanted.iterator(); it.hasNext(); ) {
      ordered.computeIfAbsent(it.next(), this::changedOf);
      it.remove();
    }
    decided = new HashMap<>();
    height++;
  }

  /// Applies the changes of an accepted command of the block begun.
  public void apply(List<Change> changes) {
    for (Change change : changes) {
      Optional<Bytes> value =
          switch (change) {
            case Change.Put(var _, var bytes) -> Optional.of(bytes);
            case Change.Delete _ -> Optional.empty();
          };
      Version before = hot.get(change.key());
      if (before == null || before.height == CLEAN) {
        noteChanged(change.key());
      }
      if (before != null && (before.height == height || before.height == CLEAN)) {
        before = before.before;
      }
      hot.put(change.key(), new Version(height, value, before));
      changed.put(change.key(), value);
      sinceRoot.put(change.key(), value);
    }
  }

  private void noteChanged(Key key) {
    unstored++;
    if (!ordered.isEmpty()) {
      ConcurrentSkipListSet<Key> keys = ordered.get(key.concept());
      if (keys != null) {
        keys.add(key);
      }
    }
  }

  private void noteStored(Key key) {
    unstored--;
    if (!ordered.isEmpty()) {
      ConcurrentSkipListSet<Key> keys = ordered.get(key.concept());
      if (keys != null) {
        keys.remove(key);
      }
    }
  }

  /// The changed entries of a concept, found among all that are in memory.
  private ConcurrentSkipListSet<Key> changedOf(String concept) {
    var keys = new ConcurrentSkipListSet<Key>();
    hot.forEach(
        (key, version) -> {
          if (version.height != CLEAN && key.concept().equals(concept)) {
            keys.add(key);
          }
        });
    return keys;
  }

  /// Notes that a command of the block begun is decided.
  public void decided(CommandId id, CommandRecord command) {
    commands.put(id, command);
    decided.put(id, command);
    changedCommands.put(id, command);
  }

  /// Ends the block; answers the commands it decided.
  public Map<CommandId, CommandRecord> end() {
    return decided;
  }

  /// What changed since it was last taken for a state root, each entry with its last value.
  public Map<Key, Optional<Bytes>> sinceRoot() {
    return sinceRoot;
  }

  /// The same, and begins anew.
  public Map<Key, Optional<Bytes>> takeSinceRoot() {
    Map<Key, Optional<Bytes>> taken = sinceRoot;
    sinceRoot = new HashMap<>();
    return taken;
  }

  /// Learns that a block and all before it are durable.
  public void durable(long height) {
    durable = height;
  }

  /// What all executed blocks changed since the last time, for storing.
  public Layer collect() {
    var all = new Layer(height, changed, changedCommands);
    changed = new HashMap<>();
    changedCommands = new HashMap<>();
    collected.add(all);
    return all;
  }

  /// Learns that what was collected up to a block is in the store.
  public void stored(long height) {
    stored = height;
  }

  private void forgetStored() {
    long limit = stored;
    while (!collected.isEmpty() && collected.getFirst().height() <= limit) {
      Layer layer = collected.removeFirst();
      layer.entries().keySet().forEach(key -> forget(key, limit));
      faded.keySet().forEach(commands::remove);
      faded = layer.commands();
      forgotten.incrementAndGet();
    }
    while (clean.size() > cleanMax) {
      Key oldest = clean.removeFirst();
      Version version = hot.get(oldest);
      if (version != null && version.height == CLEAN) {
        if (version.used) {
          version.used = false;
          clean.add(oldest);
        } else {
          hot.remove(oldest);
        }
      }
    }
  }

  private void forget(Key key, long limit) {
    Version newest = hot.get(key);
    if (newest == null || newest.height == CLEAN) {
      return;
    }
    Version kept = newer(newest, limit);
    if (kept != null) {
      hot.put(key, kept);
      return;
    }
    noteStored(key);
    if (newest.value.isPresent()) {
      // In place: who reads it meanwhile finds a value that is committed either way.
      newest.before = null;
      newest.height = CLEAN;
      if (!isResident(key)) {
        clean.add(key);
      }
    } else {
      hot.remove(key);
    }
  }

  private static @Nullable Version newer(@Nullable Version version, long limit) {
    if (version == null || version.height <= limit) {
      return null;
    }
    return new Version(version.height, version.value, newer(version.before, limit));
  }

  private void putClean(Key key, Optional<Bytes> value) {
    hot.put(key, new Version(CLEAN, value, null));
    clean.add(key);
  }

  private final class View implements LedgerView {
    private final boolean newest;

    View(boolean newest) {
      this.newest = newest;
    }

    @Override
    public Optional<Bytes> get(Key key) {
      Version version = visible(key);
      if (version != null) {
        version.used = true;
        return version.value;
      }
      if (isResident(key) && !hot.containsKey(key)) {
        return Optional.empty();
      }
      Optional<Bytes> value = store.get(key);
      if (newest) {
        misses++;
        putClean(key, value);
      }
      return value;
    }

    @Override
    public <T> Optional<T> read(Key key, Function<Bytes, T> decode) {
      Version version = visible(key);
      if (version == null) {
        return get(key).map(decode);
      }
      version.used = true;
      if (version.value.isEmpty()) {
        return Optional.empty();
      }
      Memo memo = version.memo;
      if (memo == null || !memo.decode().equals(decode)) {
        memo = new Memo(decode, decode.apply(version.value.get()));
        version.memo = memo;
      }
      @SuppressWarnings("unchecked") // the same decoder gave it
      T decoded = (T) memo.decoded();
      return Optional.of(decoded);
    }

    private @Nullable Version visible(Key key) {
      Version version = hot.get(key);
      long limit = newest ? Long.MAX_VALUE : durable;
      while (version != null && version.height > limit) {
        version = version.before;
      }
      return version;
    }

    @Override
    public List<Entry> range(String prefix, String after, int limit) {
      Key start = new Key(after.compareTo(prefix) < 0 ? prefix : after);
      var recent = recent(prefix, start, limit);
      var found = new ArrayList<Entry>(Math.min(limit, 64));
      String cursor = start.value();
      boolean more = true;
      while (more && found.size() < limit) {
        List<Entry> chunk = store.range(prefix, cursor, limit);
        more = chunk.size() == limit;
        for (Entry entry : chunk) {
          takeUpTo(recent, entry.key(), found);
          Version version = recent.isEmpty() ? null : recent.getFirst().version();
          if (version != null && recent.getFirst().key().equals(entry.key())) {
            take(recent.removeFirst(), found);
          } else {
            found.add(entry);
          }
          cursor = entry.key().value();
        }
      }
      while (!recent.isEmpty()) {
        take(recent.removeFirst(), found);
      }
      return List.copyOf(found.size() > limit ? found.subList(0, limit) : found);
    }

    /// The changed entries of a range, read before the store: what leaves them is in the store by
    /// then. As many as can matter for the answer.
    private ArrayDeque<Recent> recent(String prefix, Key start, int limit) {
      var recent = new ArrayDeque<Recent>();
      int present = 0;
      for (Key key : changed(start.concept()).tailSet(start, false)) {
        if (present == limit || !key.value().startsWith(prefix)) {
          break;
        }
        Version version = visible(key);
        if (version != null) {
          recent.add(new Recent(key, version));
          present += version.value.isPresent() ? 1 : 0;
        }
      }
      return recent;
    }

    /// The thread that executes keeps a concept in order from its first range on; for others the
    /// entries are looked for until the next block.
    private ConcurrentSkipListSet<Key> changed(String concept) {
      ConcurrentSkipListSet<Key> known = ordered.get(concept);
      if (known != null) {
        return known;
      }
      if (newest) {
        return ordered.computeIfAbsent(concept, WorkingState.this::changedOf);
      }
      wanted.add(concept);
      return changedOf(concept);
    }

    private static void takeUpTo(ArrayDeque<Recent> recent, Key end, List<Entry> into) {
      while (!recent.isEmpty() && recent.getFirst().key().compareTo(end) < 0) {
        take(recent.removeFirst(), into);
      }
    }

    private static void take(Recent recent, List<Entry> into) {
      recent.version().value.ifPresent(value -> into.add(new Entry(recent.key(), value)));
    }
  }

  private record Recent(Key key, Version version) {}
}
