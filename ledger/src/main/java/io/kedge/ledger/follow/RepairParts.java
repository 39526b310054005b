package io.kedge.ledger.follow;

import io.kedge.contract.RuleBook;
import io.kedge.kernel.Bytes;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.fsck.FsckReport;
import io.kedge.ledger.node.GenesisState;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/// What a repair works on.
///
/// @param disk the directory
/// @param rules the rule book in force
/// @param genesis reads a genesis document
/// @param inspection looks at everything in the directory
/// @param forgetState throws stored state away, which the next start makes again
/// @param keys sign the report, if there are any
public record RepairParts(
    Disk disk,
    RuleBook rules,
    Function<Bytes, GenesisState> genesis,
    Inspection inspection,
    Runnable forgetState,
    Optional<FollowerKeys> keys) {
  /// Looks at everything in a directory.
  @FunctionalInterface
  public interface Inspection {
    /// The findings.
    FsckReport inspect(GenesisState genesis) throws IOException;
  }
}
