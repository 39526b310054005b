package io.kedge.cli;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.verify.ProbeKind;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Probes from a stream. Of what is too long for a probe one byte more than the limit is kept, so
/// that whoever judges it sees that it is.
final class ProbeLines {
  private final InputStream in;
  private long lines;

  ProbeLines(InputStream in) {
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  /// Everything that is left, as one probe.
  Bytes all() throws IOException {
    return Bytes.wrap(in.readNBytes(ProbeKind.SIZE_MAX + 1));
  }

  /// The next line without its line feed; empty at the end. Nothing after the last line feed is no
  /// line.
  Optional<Bytes> next() throws IOException {
    var line = new ByteArrayOutputStream(1 << 10);
    int read = in.read();
    if (read < 0) {
      return Optional.empty();
    }
    for (; read >= 0 && read != '\n'; read = in.read()) {
      if (line.size() <= ProbeKind.SIZE_MAX) {
        line.write(read);
      }
    }
    lines++;
    return Optional.of(Bytes.wrap(line.toByteArray()));
  }

  /// How many lines there were.
  long lines() {
    return lines;
  }
}
