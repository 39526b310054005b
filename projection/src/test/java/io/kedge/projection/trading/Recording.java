package io.kedge.projection.trading;

import io.kedge.contract.CommandHeader;
import io.kedge.contract.Envelope;
import io.kedge.contract.Outcome;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Json;
import io.kedge.kernel.LedgerTime;
import io.kedge.projection.FinalBlock;
import io.kedge.projection.FinalCommand;
import io.kedge.scenario.run.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes a block of each command that was decided.
final class Recording {
  private final List<FinalBlock> blocks = new ArrayList<>();
  private final Set<CommandId> seen = new HashSet<>();
  private long leaves;

  List<FinalBlock> blocks() {
    return blocks;
  }

  /// Adds a block with one command; nothing where the command was there before.
  void add(Bytes envelope, LedgerTime time, Outcome outcome) {
    Envelope read = Envelope.read(envelope);
    if (!seen.add(read.id())) {
      return;
    }
    CommandHeader header = CommandHeader.read(Fields.of("", Json.read(read.payload())));
    var command =
        new FinalCommand(
            0,
            leaves,
            read.id(),
            header.type().name() + "/" + header.type().version(),
            Optional.of(header.by()),
            read.payload(),
            read.signatures().stream().map(Envelope.Signature::keyId).toList(),
            outcome.code(),
            outcome.events());
    leaves += 2;
    Digest previous = blocks.isEmpty() ? Digest.ZERO : blocks.getLast().headerHash();
    Digest hash = Digest.of(previous.bytes(), read.payload());
    blocks.add(new FinalBlock(blocks.size() + 1, time, hash, previous, leaves, List.of(command)));
  }

  /// A target that records what another decides.
  Target around(Target target) {
    return new Target() {
      @Override
      public String ledgerId() {
        return target.ledgerId();
      }

      @Override
      public LedgerTime now() {
        return target.now();
      }

      @Override
      public void advanceTo(LedgerTime time) {
        target.advanceTo(time);
      }

      @Override
      public Answer submit(Bytes envelope) {
        Answer answer = target.submit(envelope);
        add(envelope, answer.time(), answer.outcome());
        return answer;
      }
    };
  }
}
