package io.kedge.ledger.proof;

import io.kedge.contract.VerificationKey;
import io.kedge.kernel.Bytes;
import io.kedge.ledger.crypto.SignatureRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Checks the signatures of notes against keys that are trusted (C2SP signed-note, "Signatures").
public final class NoteVerifier {
  private static final int SIGNATURE_SIZE = 64;

  private record KeyHandle(String name, Bytes keyId) {}

  private final Map<KeyHandle, VerifierKey> trusted;

  /// A verifier that trusts the given keys and no other.
  ///
  /// @throws IllegalArgumentException where two different keys have the same name and key id
  public NoteVerifier(Collection<VerifierKey> trusted) {
    Map<KeyHandle, VerifierKey> keys = new LinkedHashMap<>();
    for (VerifierKey key : trusted) {
      VerifierKey other = keys.put(new KeyHandle(key.name(), key.keyId()), key);
      if (other != null && !other.equals(key)) {
        throw new IllegalArgumentException("two keys are called " + key.name());
      }
    }
    this.trusted = keys;
  }

  /// Checks a note: lines of unknown keys are ignored, a second line of the same key too, a wrong
  /// line of a trusted key refuses the whole note.
  public NoteVerdict check(SignedNote note) {
    Map<VerifierKey, Signatory> signatories = new LinkedHashMap<>();
    List<NoteSignature> unknown = new ArrayList<>();
    for (NoteSignature signature : note.signatures()) {
      Optional<VerifierKey> key = keyOf(signature);
      if (key.isEmpty()) {
        unknown.add(signature);
        continue;
      }
      if (signatories.containsKey(key.get())) {
        continue;
      }
      Optional<Signatory> signatory = verified(key.get(), note.text(), signature);
      if (signatory.isEmpty()) {
        return new NoteVerdict.Refused(NoteVerdict.Reason.SIGNATURE_INVALID);
      }
      signatories.put(key.get(), signatory.get());
    }
    return signatories.isEmpty()
        ? new NoteVerdict.Refused(NoteVerdict.Reason.NO_TRUSTED_SIGNATURE)
        : new NoteVerdict.Verified(List.copyOf(signatories.values()), List.copyOf(unknown));
  }

  /// True where no key is trusted at all.
  boolean trustsNobody() {
    return trusted.isEmpty();
  }

  /// The trusted key a line names.
  Optional<VerifierKey> keyOf(NoteSignature signature) {
    return Optional.ofNullable(trusted.get(new KeyHandle(signature.name(), signature.keyId())));
  }

  /// Who signed, if the key made the line; empty otherwise.
  static Optional<Signatory> verified(VerifierKey key, String text, NoteSignature signature) {
    Bytes value = signature.value();
    return switch (key.kind()) {
      case LOG ->
          isSignature(key, Bytes.utf8(text), value)
              ? Optional.of(new Signatory(key, OptionalLong.empty()))
              : Optional.empty();
      case COSIGNER -> cosigned(key, text, value);
    };
  }

  private static Optional<Signatory> cosigned(VerifierKey key, String text, Bytes value) {
    if (value.size() != Long.BYTES + SIGNATURE_SIZE) {
      return Optional.empty();
    }
    long time = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      time = (time << 8) | (value.at(i) & 0xFF);
    }
    boolean valid =
        time >= 0
            && isSignature(
                key, Cosigner.message(text, time), value.slice(Long.BYTES, value.size()));
    return valid ? Optional.of(new Signatory(key, OptionalLong.of(time))) : Optional.empty();
  }

  private static boolean isSignature(VerifierKey key, Bytes message, Bytes signature) {
    return SignatureRule.standard()
        .check(VerificationKey.Algorithm.ED25519, key.publicKey(), message, signature)
        .valid();
  }
}
