package io.kedge.party;

import io.kedge.contract.VerificationKey;
import io.kedge.contract.VerificationKey.Algorithm;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.EmployeeId;
import io.kedge.kernel.Fields;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import java.util.Optional;

/// A key that somebody asks to have registered.
///
/// @param algorithm how it signs
/// @param publicKey 32 raw bytes for Ed25519, SubjectPublicKeyInfo otherwise
/// @param holder who keeps the private half
/// @param employee the employee who will act with it; empty for a key of the organisation itself
/// @param from from when it may sign; empty for at once
/// @param until from when it may not sign any more; empty for without end
/// @param certificate digest of its X.509 certificate
public record NewKey(
    Algorithm algorithm,
    Bytes publicKey,
    KeyHolder holder,
    Optional<EmployeeId> employee,
    Optional<LedgerTime> from,
    Optional<LedgerTime> until,
    Optional<Digest> certificate) {

  /// Reads the members of a key; the caller ends the fields.
  public static NewKey read(Fields key) {
    return new NewKey(
        key.name("algorithm", Algorithm.class),
        key.bytes("publicKey"),
        key.name("holder", KeyHolder.class),
        key.optional("employee", name -> key.id(name, EmployeeId::new)),
        key.optional("from", key::time),
        key.optional("until", key::time),
        key.optional("certificate", key::digest));
  }

  /// Its name.
  public KeyId id() {
    return VerificationKey.idOf(algorithm, publicKey);
  }

  /// True where it is a point of its curve, canonically encoded and not of small order.
  public boolean sound() {
    return PublicKeys.sound(algorithm, publicKey);
  }

  /// What a host needs to verify its own signature on the command that brings it.
  VerificationKey verificationKey(PartyId party) {
    return new VerificationKey(id(), algorithm, publicKey, party);
  }

  /// The key as an entry of the state.
  ///
  /// @param party whose it becomes
  /// @param now from when it may sign where it does not say
  public KeyRecord register(PartyId party, LedgerTime now) {
    return new KeyRecord(
        id(),
        party,
        employee,
        algorithm,
        publicKey,
        holder,
        from.orElse(now),
        until,
        Optional.empty(),
        certificate);
  }
}
