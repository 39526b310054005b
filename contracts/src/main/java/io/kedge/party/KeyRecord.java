package io.kedge.party;

import io.kedge.contract.VerificationKey;
import io.kedge.contract.VerificationKey.Algorithm;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.EmployeeId;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.Optional;

/// A public key as registered: whose it is, who holds it, and from when to when it may sign.
///
/// @param id its name, derived from algorithm and bytes
/// @param party whose it is
/// @param employee the employee who acts with it; empty for the organisation's own keys
/// @param algorithm how it signs
/// @param publicKey 32 raw bytes for Ed25519, SubjectPublicKeyInfo otherwise
/// @param holder who keeps the private half
/// @param from it may sign from this moment
/// @param until it may not sign from this moment on; empty where it has no end
/// @param revokedAt since when it is revoked; empty where it is not
/// @param certificate digest of its X.509 certificate, for organisations and devices
public record KeyRecord(
    KeyId id,
    PartyId party,
    Optional<EmployeeId> employee,
    Algorithm algorithm,
    Bytes publicKey,
    KeyHolder holder,
    LedgerTime from,
    Optional<LedgerTime> until,
    Optional<LedgerTime> revokedAt,
    Optional<Digest> certificate) {
  private static final String TAG = "kedge.key";

  /// True where the key may sign at this moment.
  public boolean validAt(LedgerTime now) {
    return !now.isBefore(from)
        && until.map(now::isBefore).orElse(true)
        && revokedAt.map(now::isBefore).orElse(true);
  }

  /// The same key with an end.
  public KeyRecord endingAt(LedgerTime end) {
    return new KeyRecord(
        id,
        party,
        employee,
        algorithm,
        publicKey,
        holder,
        from,
        Optional.of(end),
        revokedAt,
        certificate);
  }

  /// The same key, revoked.
  KeyRecord revokedAt(LedgerTime moment) {
    return new KeyRecord(
        id,
        party,
        employee,
        algorithm,
        publicKey,
        holder,
        from,
        until,
        Optional.of(moment),
        certificate);
  }

  /// What a host needs to verify a signature of this key.
  public VerificationKey verificationKey() {
    return new VerificationKey(id, algorithm, publicKey, party);
  }

  /// The value of this entry of the state.
  public Bytes encoded() {
    return new Wire(TAG, 1)
        .text(id.value())
        .text(party.value())
        .option(employee, (w, e) -> w.text(e.value()))
        .name(algorithm)
        .bytes(publicKey)
        .name(holder)
        .time(from)
        .option(until, Wire::time)
        .option(revokedAt, Wire::time)
        .option(certificate, Wire::digest)
        .bytes();
  }

  /// Reads what [#encoded] wrote.
  public static KeyRecord decode(Bytes value) {
    var in = new WireReader(value, TAG).expectVersion(1);
    var key =
        new KeyRecord(
            new KeyId(in.text()),
            new PartyId(in.text()),
            in.option(r -> new EmployeeId(r.text())),
            in.name(Algorithm.class),
            in.bytes(),
            in.name(KeyHolder.class),
            in.time(),
            in.option(WireReader::time),
            in.option(WireReader::time),
            in.option(WireReader::digest));
    in.end();
    return key;
  }
}
