package io.kedge.projection;

import io.kedge.contract.Event;
import io.kedge.contract.Outcome;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.PartyId;
import java.util.List;
import java.util.Optional;

/// One ordered command with its result, as a read model sees it.
///
/// @param index its place in the block, from 0
/// @param leafIndex index of its leaf in the tree
/// @param id its id; an envelope that was ordered twice has the same id twice
/// @param type `concept.verb/version`; empty where the payload could not be read
/// @param by the party that asked; none where the payload could not be read
/// @param payload the signed bytes as they came
/// @param keyIds the keys that signed, sorted
/// @param code [Outcome#ACCEPTED] or the refusal's code
/// @param events what happened, in order; none where refused
public record FinalCommand(
    int index,
    long leafIndex,
    CommandId id,
    String type,
    Optional<PartyId> by,
    Bytes payload,
    List<KeyId> keyIds,
    String code,
    List<Event> events) {
  /// Copies the lists.
  public FinalCommand {
    keyIds = List.copyOf(keyIds);
    events = List.copyOf(events);
  }

  /// True where the command took effect.
  public boolean accepted() {
    return code.equals(Outcome.ACCEPTED);
  }
}
