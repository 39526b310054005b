package io.kedge.server.gateway;

import io.kedge.contract.LedgerView;
import io.kedge.contract.Outcome;
import io.kedge.genesis.Genesis;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.LedgerTime;
import io.kedge.ledger.block.Block;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/// One ledger, whatever keeps it.
public interface HostedLedger {
  /// Its name, an id.
  String name();

  /// What it began with.
  Genesis genesis();

  /// The key that outsiders need to check its receipts, as a verifier key of C2SP signed notes.
  String vkey();

  /// Ledger time as it would be for a command that came now, and never before that of the last
  /// block.
  LedgerTime now();

  /// Hands in a signed envelope. The answer comes when its block is durable, or at once where it is
  /// turned away; an envelope seen before is answered with the earlier result.
  ///
  /// @param envelope DSSE, as JSON
  CompletableFuture<CommandAnswer> submit(Bytes envelope);

  /// Decides a command on the state as it is now, without ordering it and without looking at
  /// signatures.
  ///
  /// @param payload the command's payload
  /// @param keys the keys that would sign it
  /// @throws io.kedge.kernel.MalformedException where the payload has not the form of a command
  /// @throws io.kedge.contract.RefusedException where it is turned away before it is decided
  Outcome dryRun(Bytes payload, List<KeyId> keys);

  /// The state after the last durable block. It moves on between two reads.
  LedgerView view();

  /// The last durable block, 0 where there is none.
  long height();

  /// How many entries the tree has.
  long treeSize();

  /// A durable block, from 1 to [#height]; empty where there is none, or its payloads are pruned.
  Optional<Block> block(long height);

  /// Where a command was decided and how, if it is durable.
  Optional<CommandAnswer> decided(CommandId id);

  /// The receipt of a command, a `.tlog-proof` file, as soon as a checkpoint covers it.
  CompletableFuture<Bytes> receipt(CommandId id);

  /// The newest signed checkpoint, as a signed note; empty before the first block.
  Optional<Bytes> checkpoint();

  /// Is told the height of every block that becomes durable from now on.
  ///
  /// @return ends it
  Runnable onHeight(LongConsumer listener);

  /// Why it takes no commands any more; empty while it does.
  Optional<String> failure();
}
