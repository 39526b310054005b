package io.kedge.ledger.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.ledger.disk.SimDisk;
import io.kedge.ledger.proof.LogSigner;
import io.kedge.ledger.proof.SignedNote;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The whole directory was put back to an older copy. It is whole in itself; only what others know
/// shows that something is missing (semantics/ledger.md §4B.2).
class RolledBackTest {
  private final TinyNode tiny = new TinyNode(1);

  @Test
  void aKnownCheckpointShowsIt() throws Exception {
    var disk = new SimDisk();
    SimDisk old;
    SignedNote known;
    try (var node = tiny.open(disk)) {
      node.submit(tiny.wallet.put("tea", "a", "n1")).join();
    }
    old = disk.copy();
    try (var node = tiny.open(disk)) {
      var last = (Submitted.Decided) node.submit(tiny.wallet.put("tea", "b", "n2")).join();
      node.receipt(last.commandId()).join();
      known = node.checkpoint().orElseThrow();
    }
    try (var node = open(disk, known)) {
      assertThat(node.tip().number()).isEqualTo(2);
    }
    try (var node = tiny.open(old.copy())) {
      assertThat(node.notes()).as("nothing can be seen here").isEmpty();
    }
    assertThatThrownBy(() -> open(old, known))
        .isInstanceOf(NodeFault.class)
        .hasMessageContaining("CHECKPOINT_CONTRADICTED");
    try (var node = tiny.open(old)) {
      node.submit(tiny.wallet.put("tea", "c", "n3")).join();
      node.submit(tiny.wallet.put("tea", "d", "n4")).join();
    }
    assertThatThrownBy(() -> open(old, known))
        .as("larger, and another history")
        .hasMessageContaining("CHECKPOINT_CONTRADICTED");
  }

  @Test
  void aCheckpointOfSomebodyElseIsNotTakenForKnown() throws Exception {
    var disk = new SimDisk();
    try (var node = tiny.open(disk)) {
      node.submit(tiny.wallet.put("tea", "a", "n1")).join();
    }
    var checkpoint =
        new io.kedge.ledger.proof.Checkpoint(tiny.genesis.origin(), 2, io.kedge.kernel.Digest.ZERO);
    var other = new LogSigner(tiny.genesis.origin(), TinyRules.key(5)).sign(checkpoint);
    assertThatThrownBy(() -> open(disk, other)).isInstanceOf(IllegalArgumentException.class);
  }

  private LedgerNode open(SimDisk disk, SignedNote known) throws java.io.IOException {
    return LedgerNode.open(tiny.genesis, TinyRules.book(), tiny.parts(disk), List.of(known));
  }
}
