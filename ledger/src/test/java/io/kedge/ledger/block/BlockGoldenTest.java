package io.kedge.ledger.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.contract.Envelope;
import io.kedge.contract.Event;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.Wire;
import io.kedge.ledger.tree.MerkleHasher;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class BlockGoldenTest {
  private static final Digest OUTCOME = Digest.of(Bytes.utf8("outcome"));

  private static List<Envelope.Signature> signatures(String text) {
    var signatures = new ArrayList<Envelope.Signature>();
    for (String one : text.isEmpty() ? new String[0] : text.split(" ")) {
      String[] parts = one.split("=");
      signatures.add(new Envelope.Signature(new KeyId(parts[0]), Bytes.fromHex(parts[1])));
    }
    return signatures;
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/golden/leaf-1.csv", numLinesToSkip = 1)
  void everyLeafEverPublishedKeepsItsBytes(
      String payloadType,
      String payload,
      String signatures,
      String code,
      String encoded,
      String id,
      String hash) {
    var leaf =
        new Leaf(
            payloadType,
            Bytes.fromHex(payload),
            signatures(signatures == null ? "" : signatures),
            code,
            OUTCOME);
    assertThat(leaf.encoded().hex()).isEqualTo(encoded);
    assertThat(leaf.commandId().hex()).isEqualTo(id);
    assertThat(MerkleHasher.leaf(leaf.encoded()).hex()).isEqualTo(hash);
    assertThat(Leaf.decode(leaf.encoded())).isEqualTo(leaf);
    assertThat(Leaf.isLeaf(leaf.encoded())).isTrue();
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/golden/header-1.csv", numLinesToSkip = 1)
  void everyHeaderEverPublishedKeepsItsBytes(
      long number,
      long time,
      String previous,
      long firstLeaf,
      int leafCount,
      String treeRoot,
      String stateRoot,
      long stateHeight,
      String encoded,
      String hash) {
    var header =
        new BlockHeader(
            number,
            new LedgerTime(time),
            Digest.fromHex(previous),
            firstLeaf,
            leafCount,
            Digest.fromHex(treeRoot),
            Digest.fromHex(stateRoot),
            stateHeight);
    assertThat(header.encoded().hex()).isEqualTo(encoded);
    assertThat(header.hash().hex()).isEqualTo(hash);
    assertThat(BlockHeader.decode(header.encoded())).isEqualTo(header);
    assertThat(Leaf.isLeaf(header.encoded())).isFalse();
  }

  private static Block block(int leafCount) {
    var header =
        new BlockHeader(3, new LedgerTime(1_000), Digest.ZERO, 9, leafCount, OUTCOME, OUTCOME, 2);
    var leaf = new Leaf("t", Bytes.utf8("{}"), signatures("ab=01"), "note.NOTE_NOT_FOUND", OUTCOME);
    var event = new Event(new Wire("note.moved", 1).i64(5).bytes());
    return new Block(header, List.of(new BlockEntry(leaf.encoded(), List.of(event, event))));
  }

  @Test
  void aBlockIsReadAsItWasWritten() {
    Block block = block(1);
    assertThat(Block.decode(block.encoded())).isEqualTo(block);
    assertThat(block.entries().getFirst().leaf().code()).isEqualTo("note.NOTE_NOT_FOUND");
    assertThat(block.header().ownLeaf()).isEqualTo(10);
    assertThat(block.header().treeSize()).isEqualTo(11);
    assertThat(Digest.of(block.encoded()).hex())
        .isEqualTo("8d35ad1c58461c24534b9f69976b6a7b23bed6ec801fd2da48987c148ccd7896");
  }

  @Test
  void aBlockThatDoesNotCountItsEntriesIsRefused() {
    assertThatThrownBy(() -> block(2)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anyMissingOrExtraByteIsRefused() {
    Bytes encoded = block(1).encoded();
    Bytes cut = encoded.slice(0, encoded.size() - 1);
    assertThatThrownBy(() -> Block.decode(cut)).isInstanceOf(IllegalArgumentException.class);
    byte[] longer = java.util.Arrays.copyOf(encoded.toArray(), encoded.size() + 1);
    assertThatThrownBy(() -> Block.decode(Bytes.wrap(longer)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void bytesThatAreNoEnvelopeGetALeafOfTheirOwn() {
    var malformed =
        io.kedge.contract.Outcome.refused(io.kedge.contract.CommandRefusal.MALFORMED, "not JSON");
    Leaf small = Leaf.unreadable(Bytes.utf8("}{"), malformed);
    assertThat(small.payload()).isEqualTo(Bytes.utf8("}{"));
    assertThat(small.envelope()).isEmpty();
    Leaf large = Leaf.unreadable(Bytes.wrap(new byte[40_000]), malformed);
    assertThat(large.payloadType()).isEqualTo(Leaf.OVERSIZE);
    assertThat(large.encoded().size()).isLessThan(300);
    assertThat(Leaf.decode(large.encoded())).isEqualTo(large);
  }
}
