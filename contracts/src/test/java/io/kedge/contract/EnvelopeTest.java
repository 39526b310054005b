package io.kedge.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.Limits;
import io.kedge.kernel.MalformedException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
  private static final Envelope.Signature SIGNATURE =
      new Envelope.Signature(new KeyId("k1"), Bytes.of((byte) 1));

  /// The example of the DSSE protocol's own text (secure-systems-lab/dsse, protocol.md,
  /// Apache-2.0).
  @Test
  void thePreAuthenticationEncodingIsDsses() {
    Bytes encoding =
        Envelope.preAuthenticationEncoding(
            "http://example.com/HelloWorld", Bytes.utf8("hello world"));
    assertThat(encoding.text()).isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  }

  @Test
  void theIdDoesNotDependOnTheSignatures() {
    var one = new Envelope(Envelope.COMMAND, Bytes.utf8("{}"), List.of(SIGNATURE));
    var other =
        new Envelope(
            Envelope.COMMAND,
            Bytes.utf8("{}"),
            List.of(new Envelope.Signature(new KeyId("k2"), Bytes.of((byte) 2)), SIGNATURE));
    assertThat(one.id()).isEqualTo(other.id());
    assertThat(one.id().digest()).isEqualTo(Digest.of(one.preAuthenticationEncoding()));
    assertThat(other.signatures().getFirst()).isEqualTo(SIGNATURE);
  }

  @Test
  void whatIsWrittenIsRead() {
    var envelope = new Envelope(Envelope.COMMAND, Bytes.utf8("{\"a\":1}"), List.of(SIGNATURE));
    assertThat(Envelope.read(Bytes.utf8(envelope.json().write()))).isEqualTo(envelope);
  }

  @Test
  void anEnvelopeHasOneToSixteenSignaturesOfDifferentKeys() {
    assertThatThrownBy(() -> new Envelope("t", Bytes.EMPTY, List.of()))
        .isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> new Envelope("t", Bytes.EMPTY, List.of(SIGNATURE, SIGNATURE)))
        .isInstanceOf(MalformedException.class);
    var many =
        IntStream.range(0, Limits.STANDARD.signaturesMax() + 1)
            .mapToObj(i -> new Envelope.Signature(new KeyId("k" + i), Bytes.EMPTY))
            .toList();
    assertThatThrownBy(() -> new Envelope("t", Bytes.EMPTY, many))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void tooManyBytesAreMalformedBeforeTheyAreParsed() {
    Bytes big = Bytes.utf8(" ".repeat(Limits.STANDARD.envelopeBytesMax() + 1));
    assertThatThrownBy(() -> Envelope.read(big))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("32768");
  }
}
