package io.kedge.ledger.follow;

import io.kedge.contract.CommandRefusal;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Json;
import io.kedge.ledger.block.Block;
import io.kedge.ledger.block.BlockHeader;
import io.kedge.ledger.block.Leaf;
import java.util.List;
import java.util.Optional;

/// A difference between what a ledger signed and what its rules give.
///
/// @param reason what kind of difference
/// @param height the block; 0 where it is of no block
/// @param index the entry of the tree that is wrong
/// @param command the command's id; empty where it is of no command
/// @param expected what execution, or the history before, demands
/// @param got what the ledger has
public record Divergence(
    StopReason reason, long height, long index, String command, String expected, String got) {
  private static final List<String> ABOUT_SIGNATURES =
      List.of(
          CommandRefusal.KEY_UNKNOWN.code(),
          CommandRefusal.KEY_OF_ANOTHER_PARTY.code(),
          CommandRefusal.KEY_NOT_VALID.code(),
          CommandRefusal.SIGNATURE_WRONG.code(),
          CommandRefusal.DOCUMENT_KEY_NOT_VALID.code(),
          CommandRefusal.DOCUMENT_SIGNATURE_WRONG.code());

  /// The first difference between a block of the ledger and the same executed here.
  static Optional<Divergence> between(BlockHeader header, List<Leaf> leaves, Block executed) {
    for (int i = 0; i < leaves.size(); i++) {
      Leaf theirs = leaves.get(i);
      Leaf ours = executed.entries().get(i).leaf();
      if (!theirs.equals(ours)) {
        return Optional.of(leaf(header, i, theirs, ours));
      }
    }
    return header.equals(executed.header())
        ? Optional.empty()
        : Optional.of(header(header, executed.header()));
  }

  private static Divergence leaf(BlockHeader header, int i, Leaf theirs, Leaf ours) {
    long index = header.firstLeaf() + i;
    String command = theirs.commandId().hex();
    if (!theirs.code().equals(ours.code())) {
      boolean signature =
          ABOUT_SIGNATURES.contains(ours.code()) || ABOUT_SIGNATURES.contains(theirs.code());
      StopReason reason = signature ? StopReason.SIGNATURE_WRONG : StopReason.OUTCOME_CODE;
      return new Divergence(reason, header.number(), index, command, ours.code(), theirs.code());
    }
    boolean sameOutcome = theirs.outcome().equals(ours.outcome());
    return sameOutcome
        ? new Divergence(
            StopReason.ENTRY_ENCODING,
            header.number(),
            index,
            command,
            ours.encoded().base64(),
            theirs.encoded().base64())
        : new Divergence(
            StopReason.OUTCOME_DIGEST,
            header.number(),
            index,
            command,
            ours.outcome().hex(),
            theirs.outcome().hex());
  }

  private static Divergence header(BlockHeader theirs, BlockHeader ours) {
    if (!theirs.treeRoot().equals(ours.treeRoot())) {
      return ofHeader(StopReason.TREE_ROOT, theirs, ours.treeRoot().hex(), theirs.treeRoot().hex());
    }
    return ofHeader(
        StopReason.STATE_ROOT,
        theirs,
        ours.stateRoot().hex() + " of block " + ours.stateHeight(),
        theirs.stateRoot().hex() + " of block " + theirs.stateHeight());
  }

  /// A header that is wrong.
  static Divergence ofHeader(StopReason reason, BlockHeader header, String expected, String got) {
    return new Divergence(reason, header.number(), header.ownLeaf(), "", expected, got);
  }

  /// What proves it to others.
  ///
  /// @param checkpoint the note of the checkpoint that the ledger signed over it
  /// @param earlier an earlier one that it contradicts; empty where it contradicts the rules
  /// @param entry the bytes of the entry; empty where it is of no entry
  /// @param proof the entry's inclusion in that checkpoint, or for two histories the consistency
  ///     proof from the root that the later one has at the size followed before
  record Evidence(String checkpoint, String earlier, Bytes entry, List<String> proof) {}

  /// The report's second line.
  Json.Obj json(String ledger, Evidence evidence) {
    return Json.Obj.empty()
        .with("kind", reason.name())
        .with("ledger", ledger)
        .with("height", height)
        .with("index", index)
        .with("command", command)
        .with("expected", expected)
        .with("got", got)
        .with("checkpoint", evidence.checkpoint())
        .with("earlier", evidence.earlier())
        .with("entry", evidence.entry().base64())
        .with("proof", Json.Arr.ofTexts(evidence.proof()));
  }
}
