package io.kedge.ledger.archive;

import io.kedge.contract.RuleBook;
import io.kedge.contract.SignatureCheck;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.archive.ArchiveFault.Kind;
import io.kedge.ledger.block.Block;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.log.LedgerLog;
import io.kedge.ledger.log.LogConfig;
import io.kedge.ledger.node.BlockAppender;
import io.kedge.ledger.node.BlockLog;
import io.kedge.ledger.node.GenesisState;
import io.kedge.ledger.node.NodeFault;
import io.kedge.ledger.ordering.Tip;
import io.kedge.ledger.proof.VerifierKey;
import io.kedge.ledger.state.StateStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.Optional;

/// Writes, checks and takes in archives: a range of blocks in one file that proves itself.
///
/// The chain of a check: a trusted key signed the checkpoint; the last header is in its tree; each
/// header names the one before; and the leaves of each block, put to the tree before it, give the
/// root in its header. So a range proves itself without the blocks before it. The checkpoint is
/// shown to extend the last one before the range, if the same key signed one.
public final class Archive {
  private Archive() {}

  /// Writes blocks of the ledger in a directory that no node has open.
  ///
  /// @param first the first block, from 1
  /// @param last the last block; 0 for the last that the newest stored checkpoint covers
  /// @throws ArchiveFault RANGE, PRUNED or NOT_COVERED
  public static ArchiveSummary export(
      Disk disk, GenesisState genesis, long first, long last, OutputStream out) throws IOException {
    try (var log =
        LedgerLog.openForReading(
            disk, genesis.ledgerId(), LedgerLog.Reading.ALONE, LogConfig.Depth.TAIL)) {
      return new ArchiveExport(disk, genesis, new BlockLog(log), first, last).write(out);
    }
  }

  private interface EachBlock {
    void block(Block block) throws IOException;
  }

  private interface HeadCheck {
    void head(ArchiveHead head);
  }

  private static ArchiveSummary read(
      InputStream in, Collection<VerifierKey> trusted, HeadCheck headCheck, EachBlock each)
      throws IOException {
    var reader = new ArchiveReader(in);
    try {
      ArchiveHead head = ArchiveHead.decode(reader.expect(ArchiveWriter.HEAD));
      headCheck.head(head);
      var check = new ArchiveCheck(head);
      for (long height = head.first(); height <= head.last(); height++) {
        Block block = Block.decode(reader.expect(ArchiveWriter.BLOCK));
        check.block(block);
        each.block(block);
      }
      ArchiveProof proof = ArchiveProof.decode(reader.expect(ArchiveWriter.PROOF));
      check.proof(proof);
      reader.expect(ArchiveWriter.END);
      check.signatures(proof, trusted);
      return check.summary();
    } catch (IllegalArgumentException e) {
      throw new ArchiveFault(Kind.DAMAGED, "a section cannot be read", e);
    }
  }

  /// Checks an archive by keys that came from elsewhere. Signatures of commands and results are not
  /// looked at: [#restore] and [#add] execute them.
  ///
  /// @throws ArchiveFault naming the first link that does not hold
  public static ArchiveSummary verify(InputStream in, Collection<VerifierKey> trusted)
      throws IOException {
    return read(in, trusted, head -> {}, block -> {});
  }

  /// The genesis document an archive begins with. Nothing is checked.
  public static Bytes genesisDocument(InputStream in) throws IOException {
    try {
      return ArchiveHead.decode(new ArchiveReader(in).expect(ArchiveWriter.HEAD)).genesis();
    } catch (IllegalArgumentException e) {
      throw new ArchiveFault(Kind.DAMAGED, "its head cannot be read", e);
    }
  }

  /// An archive that can be read twice.
  @FunctionalInterface
  public interface Input {
    /// Its bytes from the beginning.
    InputStream open() throws IOException;
  }

  /// Executes an archive of a whole ledger into an empty directory, verifying every signature and
  /// comparing every result and root. A node opened there afterwards has the same blocks.
  ///
  /// @param trusted keys of the ledger that came from elsewhere
  /// @throws ArchiveFault also NOT_FROM_START, NOT_EMPTY and DIFFERS; after the latter the
  /// directory
  ///     is of no use
  public static ArchiveSummary restore(
      Input in,
      Collection<VerifierKey> trusted,
      Disk disk,
      GenesisState genesis,
      RuleBook rules,
      StateStore.Provider state,
      SignatureCheck signatures)
      throws IOException {
    if (LedgerLog.ledgerIdIn(disk).isPresent()) {
      throw new ArchiveFault(Kind.NOT_EMPTY, "a ledger is there");
    }
    return add(in, trusted, disk, genesis, rules, state, signatures);
  }

  /// Adds the blocks of an archive to the ledger in a directory that no node has open, after its
  /// last block; founds the ledger where there is none. The whole archive is checked before a block
  /// of it is added, and each block is executed, with every signature verified.
  ///
  /// @param trusted keys of the ledger that came from elsewhere
  /// @throws ArchiveFault also OTHER_LEDGER, NOT_FROM_START, DOES_NOT_FOLLOW and DIFFERS
  public static ArchiveSummary add(
      Input in,
      Collection<VerifierKey> trusted,
      Disk disk,
      GenesisState genesis,
      RuleBook rules,
      StateStore.Provider state,
      SignatureCheck signatures)
      throws IOException {
    Optional<Digest> known = LedgerLog.ledgerIdIn(disk);
    try (InputStream first = in.open()) {
      read(first, trusted, head -> requireLedger(head, genesis, known), block -> {});
    }
    try (var ledger = BlockAppender.open(disk, genesis, rules, state, signatures);
        InputStream second = in.open()) {
      ArchiveSummary summary =
          read(second, trusted, head -> requireFollows(head, ledger.tip()), ledger::append);
      ledger.commit();
      if (!ledger.tip().treeRoot().equals(summary.treeRoot())) {
        throw new ArchiveFault(Kind.DIFFERS, "tree root " + ledger.tip().treeRoot());
      }
      return summary;
    } catch (NodeFault e) {
      throw new ArchiveFault(Kind.DIFFERS, "executing it again", e);
    }
  }

  private static void requireLedger(
      ArchiveHead head, GenesisState genesis, Optional<Digest> known) {
    Digest id = Digest.of(head.genesis());
    if (!head.genesis().equals(genesis.document()) || !known.orElse(id).equals(id)) {
      throw new ArchiveFault(
          Kind.OTHER_LEDGER, "of ledger " + id + ", not " + known.orElse(genesis.ledgerId()));
    }
    if (known.isEmpty() && head.first() != 1) {
      throw new ArchiveFault(
          Kind.NOT_FROM_START, "it begins with block " + head.first() + ", and there is no ledger");
    }
  }

  private static void requireFollows(ArchiveHead head, Tip tip) {
    if (head.first() != tip.number() + 1) {
      throw new ArchiveFault(
          Kind.DOES_NOT_FOLLOW,
          "it has blocks "
              + head.first()
              + " to "
              + head.last()
              + "; the ledger ends with block "
              + tip.number());
    }
    if (!head.previous().equals(tip.header()) || head.treeSize() != tip.treeSize()) {
      throw new ArchiveFault(
          Kind.DOES_NOT_FOLLOW, "block " + head.first() + " follows another block " + tip.number());
    }
  }
}
