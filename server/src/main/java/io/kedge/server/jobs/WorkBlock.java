package io.kedge.server.jobs;

import io.kedge.contract.CommandHeader;
import io.kedge.contract.Event;
import io.kedge.contract.Outcome;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Json;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.MalformedException;
import io.kedge.ledger.block.Block;
import io.kedge.ledger.block.BlockEntry;
import io.kedge.ledger.block.Leaf;
import io.kedge.server.gateway.HostedLedger;
import java.util.List;
import java.util.Optional;

/// One durable block, as the tables that follow the log take it in.
///
/// @param ledger whose
/// @param height its number, from 1
/// @param time ledger time of its batch
/// @param commands in order
public record WorkBlock(
    HostedLedger ledger, long height, LedgerTime time, List<WorkCommand> commands) {
  /// Copies the commands.
  public WorkBlock {
    commands = List.copyOf(commands);
  }

  /// One ordered command.
  ///
  /// @param id its name
  /// @param header who asked for what; empty where it could not be read
  /// @param code `accepted` or the refusal's public code
  /// @param events what happened, in order
  public record WorkCommand(
      CommandId id, Optional<CommandHeader> header, String code, List<Event> events) {
    /// True where it took effect.
    public boolean accepted() {
      return code.equals(Outcome.ACCEPTED);
    }
  }

  /// A block as the node keeps it.
  static WorkBlock of(HostedLedger ledger, Block block) {
    return new WorkBlock(
        ledger,
        block.number(),
        block.header().time(),
        block.entries().stream().map(WorkBlock::command).toList());
  }

  private static WorkCommand command(BlockEntry entry) {
    Leaf leaf = entry.leaf();
    return new WorkCommand(leaf.commandId(), header(leaf), leaf.code(), entry.events());
  }

  private static Optional<CommandHeader> header(Leaf leaf) {
    if (leaf.signatures().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(CommandHeader.read(Fields.of("", Json.read(leaf.payload()))));
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }
}
