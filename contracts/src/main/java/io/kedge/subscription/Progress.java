package io.kedge.subscription;

import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.Optional;

/// How far the settlement or refund of an offering has come.
///
/// @param after the last beneficial owner that was settled or set aside
/// @param done true where none is left
/// @param allotted units allotted so far, set aside included
/// @param paid cash paid to the issuer so far
/// @param fees fees paid so far
/// @param refunded cash given back so far
/// @param setAside applications decided but not moved, because they were frozen
public record Progress(
    Optional<PartyId> after,
    boolean done,
    long allotted,
    long paid,
    long fees,
    long refunded,
    long setAside) {
  /// Nothing settled yet.
  static final Progress NONE = new Progress(Optional.empty(), false, 0, 0, 0, 0, 0);

  Wire write(Wire out) {
    return out.option(after, (w, owner) -> w.text(owner.value()))
        .flag(done)
        .i64(allotted)
        .i64(paid)
        .i64(fees)
        .i64(refunded)
        .i64(setAside);
  }

  static Progress read(WireReader in) {
    return new Progress(
        in.option(r -> new PartyId(r.text())),
        in.flag(),
        in.i64(),
        in.i64(),
        in.i64(),
        in.i64(),
        in.i64());
  }
}
