package io.kedge.bench.sim;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.ledger.fsck.Fsck;
import io.kedge.ledger.fsck.FsckReport;
import io.kedge.ledger.log.LogFault;
import io.kedge.ledger.node.LedgerNode;
import io.kedge.ledger.node.NodeFault;
import io.kedge.ledger.node.Submitted;
import io.kedge.ledger.ordering.Tip;
import io.kedge.ledger.proof.ReceiptVerdict;
import io.kedge.ledger.proof.ReceiptVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/// Judges a damaged copy: the damage is named, or it does no harm. Never a wrong answer, never an
/// acknowledged command less.
final class Verdict {
  private final SimNode original;
  private final SimTwin twin;
  private final Tip tip;

  /// @param original the ledger that the copy is of, closed
  /// @param twin has followed the original
  /// @param tip the original's last block
  Verdict(SimNode original, SimTwin twin, Tip tip) {
    this.original = original;
    this.twin = twin;
    this.tip = tip;
  }

  /// True where the copy refuses to open, by name; false where it opens and everything is right.
  boolean isRefused(SimFault fault, Damage.Done damage) throws IOException {
    boolean named = fault == SimFault.MISDIRECTED_READ || isNamed(damage);
    if (fault == SimFault.BIT_FLIP && damage.changed()) {
      SimFailure.unless(named, "fsck says nothing of " + damage.what());
    }
    SimState state = original.state().copy();
    List<io.kedge.ledger.proof.SignedNote> known = original.highest().stream().toList();
    try (LedgerNode node = original.open(damage.disk(), state, known)) {
      check(node, damage.what());
      return false;
    } catch (LogFault | NodeFault e) {
      requireReason(fault, damage, e);
    } catch (UncheckedIOException e) {
      SimFailure.unless(e.getCause() instanceof LogFault, "a read fails with " + e.getCause());
      requireReason(fault, damage, e);
    }
    return true;
  }

  private static void requireReason(SimFault fault, Damage.Done damage, Exception refusal) {
    SimFailure.unless(
        damage.changed() || fault == SimFault.MISDIRECTED_READ, "refused for nothing: " + refusal);
  }

  private boolean isNamed(Damage.Done damage) throws IOException {
    FsckReport report =
        Fsck.run(
            damage.disk(),
            original.genesis(),
            SimScript.rules(),
            Optional.of(() -> original.state().contents()),
            _ -> {});
    boolean named = !report.ok() || report.notes().stream().anyMatch(n -> isAbout(n, damage));
    SimFailure.unless(
        damage.changed() || report.ok(), "fsck calls a sound copy damaged: " + report);
    return named;
  }

  /// What a crash left unfinished is worth a note; what is turned in it, no more than that.
  private static boolean isAbout(String note, Damage.Done damage) {
    return note.startsWith("checkpoints/")
        && damage.what().startsWith(note.substring(0, note.indexOf(' ')));
  }

  private void check(LedgerNode node, String what) {
    SimFailure.unlessSame(node.tip(), tip, "the last block, with " + what);
    var verifier = new ReceiptVerifier(List.of(node.vkey()));
    for (long height = 1; height <= tip.number(); height++) {
      SimFailure.unlessSame(
          node.block(height).header().hash(),
          twin.headers().get((int) height - 1),
          "block " + height + ", with " + what);
    }
    for (Submitted.Decided was : original.acknowledged().values()) {
      Submitted.Decided is =
          node.decided(was.commandId())
              .orElseThrow(() -> new SimFailure(was + " is gone, with " + what));
      SimFailure.unless(
          is.code().equals(was.code()) && is.leafIndex() == was.leafIndex(),
          was + " became " + is + ", with " + what);
      prove(node, verifier, was.commandId(), what);
    }
  }

  /// A receipt is right or refused by name; what refused it is made again at the next start.
  private void prove(LedgerNode node, ReceiptVerifier verifier, CommandId id, String what) {
    Bytes receipt;
    try {
      receipt = node.receipt(id).join();
    } catch (CompletionException e) {
      SimFailure.unless(
          e.getCause() instanceof NodeFault, "a receipt fails with " + e + ", with " + what);
      return;
    }
    ReceiptVerdict verdict = verifier.verify(receipt);
    twin.requireOwn(verdict);
  }
}
