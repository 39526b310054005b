package io.kedge.subscription;

import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;

/// The place of an application in the order of applying: by ledger time, and within one batch by
/// command id, because a contract sees no position. An amendment takes a new place.
///
/// @param at ledger time of the application
/// @param command the command that made it
public record Place(LedgerTime at, CommandId command) implements Comparable<Place> {
  @Override
  public int compareTo(Place other) {
    int times = at.compareTo(other.at);
    return times != 0 ? times : command.compareTo(other.command);
  }

  static Place parse(Fields fields) {
    Digest command = fields.digest("command");
    return new Place(fields.time("at"), new CommandId(command));
  }

  Wire write(Wire out) {
    return out.time(at).digest(command.digest());
  }

  static Place read(WireReader in) {
    return new Place(in.time(), new CommandId(in.digest()));
  }
}
