package io.kedge.ledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.disk.SimDisk;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.LogSigner;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CheckpointFilesTest {
  private static final String FILE = "checkpoints/00000000.notes";

  private static SimDisk three() throws IOException {
    var disk = new SimDisk();
    var signer = new LogSigner("tiny", TinyRules.key(99));
    try (var files = CheckpointFiles.open(disk)) {
      for (int size = 1; size <= 3; size++) {
        files.append(signer.sign(new Checkpoint("tiny", size, Digest.of(Bytes.utf8("" + size)))));
      }
    }
    return disk;
  }

  /// Found by the simulation: a sector of zeros that a power failure left made fsck call a sound
  /// ledger damaged, and hid the checkpoints behind it.
  @Test
  void whatAPowerFailureLeftIsNoDamageAndWhatFollowsIsRead() throws IOException {
    SimDisk disk = three();
    byte[] whole = disk.contents(FILE);
    int second = whole.length / 3;
    for (int length : new int[] {2, 40, second}) {
      byte[] bytes = whole.clone();
      Arrays.fill(bytes, second, second + length, (byte) 0);
      disk.replace(FILE, bytes);
      var content = CheckpointFiles.read(disk, 1);
      assertThat(content.damaged()).isEmpty();
      assertThat(content.unfinished()).isNotEmpty();
      assertThat(content.notes()).hasSize(2);
    }
    for (int end = second + 1; end < whole.length; end += 7) {
      disk.replace(FILE, Arrays.copyOf(whole, end));
      assertThat(CheckpointFiles.read(disk, 1).damaged()).isEmpty();
    }
  }

  /// Bits of the signed text itself are for the signature to find.
  @Test
  void everyTurnedBitIsDamageOrAnotherNote() throws IOException {
    SimDisk disk = three();
    var sound = CheckpointFiles.read(disk, 1).notes();
    for (long bit = 0; bit < 8L * disk.contents(FILE).length; bit++) {
      disk.flip(FILE, bit);
      var content = CheckpointFiles.read(disk, 1);
      boolean other = !content.notes().equals(sound) && content.notes().size() == 3;
      assertThat(!content.damaged().isEmpty() || other).as("bit %d", bit).isTrue();
      disk.flip(FILE, bit);
    }
  }
}
