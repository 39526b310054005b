package io.kedge.freeze;

import io.kedge.kernel.Digest;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.Optional;

/// Why something is frozen or unfrozen.
///
/// @param reason in words, at most [#REASON_LENGTH_MAX] characters
/// @param evidence digest of the court's order or the finding
/// @param reference where the evidence can be found, such as a file number
public record FreezeOrder(String reason, Digest evidence, Optional<String> reference) {
  /// How long a reason or reference can be; every freeze of a subject stays in its entry.
  public static final int REASON_LENGTH_MAX = 500;

  /// Checks the lengths.
  public FreezeOrder {
    if (reason.length() > REASON_LENGTH_MAX
        || reference.map(String::length).orElse(0) > REASON_LENGTH_MAX) {
      throw new IllegalArgumentException("reason or reference is over 500 characters");
    }
  }

  static FreezeOrder read(Fields body) {
    return new FreezeOrder(
        body.text("reason"), body.digest("evidence"), body.optional("reference", body::text));
  }

  void write(Wire out) {
    out.text(reason).digest(evidence).option(reference, Wire::text);
  }

  static FreezeOrder read(WireReader in) {
    return new FreezeOrder(in.text(), in.digest(), in.option(WireReader::text));
  }
}
