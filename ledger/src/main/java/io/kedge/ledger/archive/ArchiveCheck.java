package io.kedge.ledger.archive;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.archive.ArchiveFault.Kind;
import io.kedge.ledger.block.Block;
import io.kedge.ledger.block.BlockEntry;
import io.kedge.ledger.block.BlockHeader;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.NoteFormatException;
import io.kedge.ledger.proof.NoteVerdict;
import io.kedge.ledger.proof.NoteVerifier;
import io.kedge.ledger.proof.SignedNote;
import io.kedge.ledger.proof.VerifierKey;
import io.kedge.ledger.tree.ConsistencyProof;
import io.kedge.ledger.tree.InclusionProof;
import io.kedge.ledger.tree.MerkleHasher;
import java.util.Collection;
import java.util.Optional;

/// Follows the chain of an archive while its sections go by.
final class ArchiveCheck {
  private final ArchiveHead head;
  private final Frontier tree;
  private Digest previous;
  private long next;
  private long commands;
  private Optional<BlockHeader> last = Optional.empty();
  private long checkpointSize;
  private long earlierSize;

  ArchiveCheck(ArchiveHead head) {
    this.head = head;
    try {
      this.tree = new Frontier(head.treeSize(), head.frontier());
    } catch (IllegalArgumentException e) {
      throw new ArchiveFault(Kind.CHAIN_BROKEN, "the tree before the first block", e);
    }
    this.previous = head.previous();
    this.next = head.first();
  }

  void block(Block block) {
    BlockHeader header = block.header();
    boolean follows =
        header.number() == next
            && header.previous().equals(previous)
            && header.firstLeaf() == tree.size();
    for (BlockEntry entry : block.entries()) {
      tree.append(entry.encodedLeaf());
    }
    if (!follows || !header.treeRoot().equals(tree.root())) {
      throw new ArchiveFault(Kind.CHAIN_BROKEN, "at block " + next);
    }
    tree.append(header.encoded());
    previous = header.hash();
    next++;
    commands += block.entries().size();
    last = Optional.of(header);
  }

  /// Checks that the last header is in the checkpoint's tree, and that this extends the earlier
  /// one.
  void proof(ArchiveProof proof) {
    proof(
        proof,
        last.filter(h -> h.number() == head.last())
            .orElseThrow(() -> new ArchiveFault(Kind.DAMAGED, "blocks are missing")));
  }

  /// The same of a header that was not checked.
  void proof(ArchiveProof proof, BlockHeader header) {
    Checkpoint checkpoint = checkpoint(proof.checkpoint());
    checkpointSize = checkpoint.size();
    var inclusion = new InclusionProof(header.ownLeaf(), checkpoint.size(), proof.path());
    Digest leaf = MerkleHasher.leaf(header.encoded());
    if (!inclusion.verify(leaf, checkpoint.root()).accepted()) {
      throw new ArchiveFault(Kind.NOT_IN_CHECKPOINT, "block " + header.number());
    }
    if (proof.earlier().isPresent()) {
      ArchiveProof.Earlier earlier = proof.earlier().get();
      Checkpoint before = checkpoint(earlier.checkpoint());
      earlierSize = before.size();
      boolean extended =
          before.size() <= head.treeSize()
              && new ConsistencyProof(before.size(), checkpoint.size(), earlier.path())
                  .verify(before.root(), checkpoint.root())
                  .accepted();
      if (!extended) {
        throw new ArchiveFault(
            Kind.NOT_CONSISTENT, "the checkpoint of " + before.size() + " entries");
      }
    }
  }

  /// Checks who signed.
  void signatures(ArchiveProof proof, Collection<VerifierKey> trusted) {
    requireSigned(proof.checkpoint(), trusted);
    proof.earlier().ifPresent(earlier -> requireSigned(earlier.checkpoint(), trusted));
  }

  private void requireSigned(Bytes note, Collection<VerifierKey> trusted) {
    String origin = "kedge/" + Digest.of(head.genesis()).hex();
    SignedNote parsed = note(note);
    boolean signed =
        new NoteVerifier(trusted).check(parsed) instanceof NoteVerdict.Verified
            && parsed.text().startsWith(origin + "\n");
    if (!signed) {
      throw new ArchiveFault(Kind.NOT_SIGNED, "the checkpoint of " + origin);
    }
  }

  private static SignedNote note(Bytes note) {
    try {
      return SignedNote.parse(note);
    } catch (NoteFormatException e) {
      throw new ArchiveFault(Kind.DAMAGED, "the checkpoint", e);
    }
  }

  private static Checkpoint checkpoint(Bytes note) {
    try {
      return Checkpoint.parse(note(note).text());
    } catch (NoteFormatException e) {
      throw new ArchiveFault(Kind.DAMAGED, "the checkpoint", e);
    }
  }

  ArchiveSummary summary() {
    BlockHeader header = last.orElseThrow();
    return new ArchiveSummary(
        Digest.of(head.genesis()).hex(),
        head.first(),
        head.last(),
        commands,
        tree.size(),
        tree.root(),
        header.stateRoot(),
        checkpointSize,
        earlierSize);
  }
}
