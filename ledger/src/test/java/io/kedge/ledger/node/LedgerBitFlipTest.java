package io.kedge.ledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.ledger.disk.SimDisk;
import io.kedge.ledger.fsck.Fsck;
import io.kedge.ledger.fsck.FsckFault;
import io.kedge.ledger.log.LogFault;
import io.kedge.ledger.ordering.Tip;
import io.kedge.ledger.proof.ReceiptVerdict;
import io.kedge.ledger.proof.ReceiptVerifier;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// One bit is turned in any byte of any file of a ledger of three commands (semantics/ledger.md
/// §4B.2): fsck names the file; a node refuses to open, by name, or makes good what is derived, and
/// everything is right. Never a wrong answer, never a command less.
class LedgerBitFlipTest {
  private static final int OPENING_STEP = 101;

  private final TinyNode tiny = new TinyNode(1);
  private final List<Submitted.Decided> decided = new ArrayList<>();
  private Tip tip;

  private SimDisk three() throws IOException {
    var disk = new SimDisk();
    try (var node = tiny.open(disk)) {
      decide(node, tiny.wallet.put("tea", "a", "n1"));
      decide(node, tiny.wallet.put("wine", "b", "n2"));
      decide(node, tiny.wallet.drop("tea", "n3"));
      tip = node.tip();
    }
    return disk;
  }

  private void decide(LedgerNode node, io.kedge.kernel.Bytes command) {
    decided.add((Submitted.Decided) node.submit(command).join());
  }

  /// The zeros that fill headers and heads up to 4 KiB lie under one SHA-256 with the rest: of each
  /// 16 of their bytes one bit is turned, or all with `-Dio.kedge.flips=all`.
  private static boolean isSkipped(byte[] contents, long bit) {
    int at = (int) (bit >>> 3);
    boolean filling = at > 0 && contents[at] == 0 && contents[at - 1] == 0;
    return filling && (bit & 127) != 0 && !"all".equals(System.getProperty("io.kedge.flips"));
  }

  @Test
  void fsckNamesTheFileOfEveryTurnedBit() throws Exception {
    SimDisk disk = three();
    int turned = 0;
    for (String file : disk.files()) {
      byte[] contents = disk.contents(file);
      for (long bit = 0; bit < 8L * contents.length && !file.equals("LOCK"); bit++) {
        if (isSkipped(contents, bit)) {
          continue;
        }
        disk.flip(file, bit);
        List<FsckFault> faults = faults(disk);
        assertThat(faults).as("%s bit %d", file, bit).isNotEmpty();
        assertThat(faults)
            .as("%s bit %d", file, bit)
            .anyMatch(fault -> fault.file().startsWith(file) && !fault.repair().isBlank());
        disk.flip(file, bit);
        turned++;
      }
    }
    assertThat(turned).isGreaterThan(20_000);
    assertThat(faults(disk)).isEmpty();
  }

  private List<FsckFault> faults(SimDisk disk) throws IOException {
    return Fsck.run(disk, tiny.genesis, TinyRules.book(), Optional.empty(), _ -> {}).faults();
  }

  @Test
  void aNodeRefusesByNameOrEverythingIsRight() throws Exception {
    SimDisk sound = three();
    int refused = 0;
    int right = 0;
    for (String file : sound.files()) {
      long bits = 8L * sound.contents(file).length;
      for (long bit = file.length(); bit < bits; bit += OPENING_STEP) {
        SimDisk disk = sound.copy();
        disk.flip(file, bit);
        try (var node = tiny.open(disk)) {
          requireRight(node, file + " bit " + bit);
          right++;
        } catch (LogFault e) {
          assertThat(e.kind().repair()).isNotBlank();
          refused++;
        } catch (NodeFault e) {
          assertThat(e.kind().repair()).isNotBlank();
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(50);
    assertThat(right).isGreaterThan(50);
  }

  private void requireRight(LedgerNode node, String what) {
    assertThat(node.tip()).as(what).isEqualTo(tip);
    var verifier = new ReceiptVerifier(List.of(node.vkey()));
    for (var was : decided) {
      var is = node.decided(was.commandId()).orElseThrow();
      assertThat(is.leafIndex()).as(what).isEqualTo(was.leafIndex());
      assertThat(is.code()).as(what).isEqualTo(was.code());
      assertThat(verifier.verify(node.receipt(was.commandId()).join()))
          .as(what)
          .isInstanceOf(ReceiptVerdict.Accepted.class);
    }
  }
}
