package io.kedge.ledger.verify;

import io.kedge.kernel.Bytes;
import java.util.List;

/// A time stamp over data, judged by roots that are trusted (RFC 3161, RFC 5816).
final class TimestampProbe {
  private TimestampProbe() {}

  static void judge(Probe probe) throws ProbeException {
    Bytes token = probe.bytes("token");
    Bytes data = probe.bytes("data");
    List<Bytes> roots = probe.bytesList("roots");
    TimestampToken read = TimestampToken.parse(token);
    TrustedRoots trusted = TrustedRoots.parse(roots);
    try {
      read.verify(data, trusted);
    } catch (
        RuntimeException e) { // the library reads parts of a token only when they are asked for
      throw ProbeException.rejected(RejectReason.TOKEN_UNREADABLE);
    }
  }
}
