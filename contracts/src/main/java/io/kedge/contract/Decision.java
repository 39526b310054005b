package io.kedge.contract;

import io.kedge.kernel.Bytes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/// What a contract answers.
public sealed interface Decision {
  /// The command takes effect.
  ///
  /// @param changes each key once, in key order
  /// @param events in the order they happened
  record Accepted(List<Change> changes, List<Event> events) implements Decision {
    /// Copies both lists.
    public Accepted {
      changes = List.copyOf(changes);
      events = List.copyOf(events);
    }
  }

  /// The command changes nothing.
  ///
  /// @param refusal why, as a public name
  /// @param detail for people, such as the list of what is still open; not hashed
  record Refused(Refusal refusal, String detail) implements Decision {}

  /// Collects the changes and events of an accepted command.
  ///
  /// A key written twice by one command is a mistake in the contract and stops it.
  final class Builder {
    private final TreeMap<Key, Change> changes = new TreeMap<>();
    private final List<Event> events = new ArrayList<>();

    /// Writes an entry.
    public Builder put(Key key, Bytes value) {
      return add(new Change.Put(key, value));
    }

    /// Removes an entry.
    public Builder delete(Key key) {
      return add(new Change.Delete(key));
    }

    /// Tells that something happened.
    public Builder event(Bytes body) {
      events.add(new Event(body));
      return this;
    }

    /// Adds a change made elsewhere.
    public Builder add(Change change) {
      if (changes.put(change.key(), change) != null) {
        throw new IllegalStateException("written twice by one command: " + change.key());
      }
      return this;
    }

    /// Adds changes made elsewhere.
    public Builder addAll(Collection<? extends Change> more) {
      more.forEach(this::add);
      return this;
    }

    /// The decision.
    public Accepted build() {
      return new Accepted(new ArrayList<>(changes.values()), events);
    }
  }

  /// Starts an accepted decision.
  static Builder accept() {
    return new Builder();
  }
}
