package io.kedge.contract;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.WireReader;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;

/// How the events of one concept are read back from what [DomainEvent#encoded] wrote: by their tag
/// and version. A released version is never edited; a changed event gets the next version and a
/// reader of its own beside the old one, so that every block ever written stays readable.
///
/// @param <E> the concept's sealed interface
public final class EventFormat<E extends DomainEvent> {
  private final SortedMap<String, SortedMap<Integer, Function<WireReader, E>>> readers;

  private EventFormat(SortedMap<String, SortedMap<Integer, Function<WireReader, E>>> readers) {
    this.readers = readers;
  }

  /// A format that reads nothing yet.
  public static <E extends DomainEvent> EventFormat<E> empty() {
    return new EventFormat<>(Collections.emptySortedMap());
  }

  /// This format and one event more.
  ///
  /// @param tag the event's tag
  /// @param version which version of it
  /// @param read reads its members and nothing after them
  public EventFormat<E> with(String tag, int version, Function<WireReader, E> read) {
    var more = new TreeMap<>(readers);
    var versions = new TreeMap<>(more.getOrDefault(tag, Collections.emptySortedMap()));
    if (versions.put(version, read) != null) {
      throw new IllegalArgumentException(tag + " " + version + " is there already");
    }
    more.put(tag, versions);
    return new EventFormat<>(more);
  }

  /// The tags it reads.
  public SortedSet<String> tags() {
    return Collections.unmodifiableSortedSet(new TreeMap<>(readers).navigableKeySet());
  }

  /// Reads one event.
  ///
  /// @throws IllegalArgumentException where the tag or the version is unknown, where the bytes end
  ///     early or are left over, or where a member is out of its range
  public E decode(Bytes body) {
    String tag = WireReader.tagOf(body);
    var versions = readers.get(tag);
    if (versions == null) {
      throw new IllegalArgumentException("no event is called " + tag);
    }
    var in = new WireReader(body, tag);
    var read = versions.get(in.version());
    if (read == null) {
      throw new IllegalArgumentException("no version " + in.version() + " of " + tag);
    }
    E event = read.apply(in);
    in.end();
    return event;
  }
}
