package io.kedge.scenario.audit;

import io.kedge.contract.Event;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.Quantity;
import io.kedge.kernel.WireReader;
import io.kedge.note.Lock;
import io.kedge.note.LockEnd;
import io.kedge.note.Note;
import java.util.List;
import java.util.Optional;

/// What one event tells about value; read here a second time, from the bytes alone.
sealed interface Movement {
  /// A note came to be.
  record Made(Note note) implements Movement {}

  /// A note was spent.
  record Spent(String note) implements Movement {}

  /// A lock came to be.
  record Locked(Lock lock) implements Movement {}

  /// A lock ended.
  record Ended(String lock, LockEnd how) implements Movement {}

  /// Units came into the world.
  record Minted(Quantity amount) implements Movement {}

  /// Units left the world.
  record Burned(Quantity amount) implements Movement {}

  /// What follows was moved by order.
  record Forced() implements Movement {}

  /// The movements among the events of a command, in order.
  static List<Movement> of(List<Event> events) {
    return events.stream().map(Movement::of).flatMap(Optional::stream).toList();
  }

  private static Optional<Movement> of(Event event) {
    Bytes body = event.body();
    return switch (event.tag()) {
      case "note.created" -> Optional.of(new Made(Note.decode(inner(body, "note.created"))));
      case "lock.created" -> Optional.of(new Locked(Lock.decode(inner(body, "lock.created"))));
      case "note.spent" -> Optional.of(new Spent(reader(body, "note.spent").text()));
      case "lock.ended" -> {
        WireReader in = reader(body, "lock.ended");
        yield Optional.of(new Ended(in.text(), in.name(LockEnd.class)));
      }
      case "note.minted" -> Optional.of(new Minted(quantity(body, "note.minted")));
      case "note.burned" -> Optional.of(new Burned(quantity(body, "note.burned")));
      case "note.forced" -> Optional.of(new Forced());
      default -> Optional.empty();
    };
  }

  private static WireReader reader(Bytes body, String tag) {
    return new WireReader(body, tag).expectVersion(1);
  }

  private static Bytes inner(Bytes body, String tag) {
    return reader(body, tag).bytes();
  }

  private static Quantity quantity(Bytes body, String tag) {
    WireReader in = reader(body, tag);
    return new Quantity(new InstrumentId(in.text()), in.i64());
  }
}
