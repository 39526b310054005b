package io.kedge.ledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.Envelope;
import io.kedge.contract.VerificationKey;
import io.kedge.kernel.Bytes;
import io.kedge.ledger.crypto.SigningKey;
import io.kedge.ledger.disk.SimDisk;
import io.kedge.ledger.fsck.Fsck;
import io.kedge.ledger.state.StateStore;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// A P-256 signature has two forms that verify; every node stores the one with low s (ledger.md
/// §6A).
class StoredSignatureTest {
  private static final BigInteger N =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
  private static final SigningKey KEY =
      SigningKey.fromSeed(VerificationKey.Algorithm.P256, Bytes.of(new byte[32]));

  private final TinyNode tiny = new TinyNode(1);
  private final Bytes register = tiny.wallet.replaceKey(KEY.id(), KEY.publicKey(), "n0");
  private final Bytes low = new TinyRules.Wallet(tiny.genesis, KEY).put("tea", "x", "n1");
  private final Bytes high = withHighS(low);

  private static Bytes withHighS(Bytes envelope) {
    Envelope read = Envelope.read(envelope);
    var signatures =
        read.signatures().stream()
            .map(s -> new Envelope.Signature(s.keyId(), withHighS(s.value().toArray())))
            .toList();
    var changed = new Envelope(read.payloadType(), read.payload(), signatures);
    return Bytes.utf8(changed.json().write());
  }

  /// The same r, and n − s.
  private static Bytes withHighS(byte[] der) {
    int sAt = 4 + der[3] + 2;
    byte[] s = N.subtract(new BigInteger(der, sAt, der.length - sAt)).toByteArray();
    byte[] other = Arrays.copyOf(der, sAt + s.length);
    System.arraycopy(s, 0, other, sAt, s.length);
    other[sAt - 1] = (byte) s.length;
    other[1] = (byte) (other.length - 2);
    return Bytes.wrap(other);
  }

  private static Submitted.Decided decided(Submitted result) {
    assertThat(result).isInstanceOf(Submitted.Decided.class);
    return (Submitted.Decided) result;
  }

  @Test
  void aCommandSignedWithHighSIsStoredWithLowSAndBothFormsAreTheSameCommand() throws Exception {
    var disk = new SimDisk();
    assertThat(high).isNotEqualTo(low);
    try (var node = tiny.open(disk)) {
      node.submit(register).join();
      var first = decided(node.submit(high).join());
      assertThat(first.accepted()).isTrue();
      assertThat(first.commandId()).isEqualTo(Envelope.read(low).id());
      var leaf = node.block(2).entries().getFirst().leaf();
      assertThat(leaf.signatures()).isEqualTo(Envelope.read(low).signatures());
      for (Bytes form : List.of(high, low)) {
        var again = decided(node.submit(form).join());
        assertThat(again.again()).isTrue();
        assertThat(again.leafIndex()).isEqualTo(first.leafIndex());
      }
    }
    try (var node = tiny.open(disk)) { // executed again from the log
      assertThat(node.tip().number()).isEqualTo(2);
      assertThat(decided(node.submit(high).join()).again()).isTrue();
    }
    Optional<Supplier<StateStore>> none = Optional.empty();
    var report = Fsck.run(disk, tiny.genesis, TinyRules.book(), none, height -> {});
    assertThat(report.faults()).isEmpty();
  }

  @Test
  void whicheverFormIsOrderedTheBlocksAreTheSameBytes() throws Exception {
    var byHigh = new ScriptedOrdering();
    var byLow = new ScriptedOrdering();
    try (var one = tiny.open(tiny.parts(new SimDisk()).withOrdering(() -> byHigh));
        var other = tiny.open(tiny.parts(new SimDisk()).withOrdering(() -> byLow))) {
      byHigh.order(1_500, List.of(register, high));
      byLow.order(1_500, List.of(register, low));
      byHigh.awaitDurable(1);
      byLow.awaitDurable(1);
      assertThat(one.block(1)).isEqualTo(other.block(1));
      byHigh.again(1, 1_500, List.of(register, high));
      byHigh.again(1, 1_500, List.of(register, low));
      assertThat(one.failure()).isEmpty();
      byLow.again(1, 1_500, List.of(register, tiny.wallet.put("tea", "x", "n1")));
      assertThat(other.failure()).as("another key's signature is another batch").isPresent();
    }
  }
}
