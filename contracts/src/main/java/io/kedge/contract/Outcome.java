package io.kedge.contract;

import io.kedge.kernel.Digest;
import io.kedge.kernel.Wire;
import java.util.List;

/// The result of one ordered command. Hosts agree on its digest byte for byte.
///
/// @param code [#ACCEPTED], or the refusal's code
/// @param detail for people; not hashed
/// @param changes each key once, in key order; none where refused
/// @param events in the order they happened; none where refused
public record Outcome(String code, String detail, List<Change> changes, List<Event> events) {
  /// The code of a command that took effect.
  public static final String ACCEPTED = "accepted";

  static Outcome of(Decision decision) {
    return switch (decision) {
      case Decision.Accepted(var changes, var events) -> new Outcome(ACCEPTED, "", changes, events);
      case Decision.Refused(var refusal, var detail) -> refused(refusal, detail);
    };
  }

  /// A refusal.
  public static Outcome refused(Refusal refusal, String detail) {
    return new Outcome(refusal.code(), detail, List.of(), List.of());
  }

  /// True where the command took effect.
  public boolean accepted() {
    return code.equals(ACCEPTED);
  }

  /// The digest of (code, changes, events) that the leaf carries (format.md "Order, batch, time").
  public Digest digest() {
    var wire = new Wire("kedge.outcome", 1, encodedAbout()).text(code);
    wire.list(changes, Outcome::write);
    wire.list(events, (w, event) -> w.bytes(event.body()));
    return wire.hash();
  }

  private int encodedAbout() {
    int about = 64;
    for (Change change : changes) {
      about += 16 + change.key().value().length();
      about += change instanceof Change.Put put ? put.value().size() : 0;
    }
    for (Event event : events) {
      about += 8 + event.body().size();
    }
    return about;
  }

  private static void write(Wire wire, Change change) {
    wire.text(change.key().value());
    switch (change) {
      case Change.Put put -> wire.u8(1).bytes(put.value());
      case Change.Delete _ -> wire.u8(0);
    }
  }
}
