package io.kedge.ledger.light;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.proof.CheckpointVerifier;
import io.kedge.ledger.proof.PolicyFormatException;
import io.kedge.ledger.proof.ReceiptVerifier;
import io.kedge.ledger.proof.TrustPolicy;
import io.kedge.ledger.proof.VerifierKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whom the owner of a light client believes about a ledger.
///
/// @param keys keys of the ledger and of followers; may be none where there is a policy
/// @param policy which followers must have cosigned; empty where the ledger's signature is enough
/// @param policyFile the policy as it was given; no bytes where there is none
public record Believed(List<VerifierKey> keys, Optional<TrustPolicy> policy, Bytes policyFile) {
  /// Copies the keys.
  public Believed {
    keys = List.copyOf(keys);
  }

  /// Keys alone.
  public static Believed of(List<VerifierKey> keys) {
    return new Believed(keys, Optional.empty(), Bytes.EMPTY);
  }

  /// A policy, and keys of ledgers it may leave to its user.
  ///
  /// @param policyFile the file of a policy
  /// @throws PolicyFormatException where it is none
  public static Believed of(List<VerifierKey> keys, Bytes policyFile) throws PolicyFormatException {
    return new Believed(keys, Optional.of(TrustPolicy.parse(policyFile)), policyFile);
  }

  /// Every key of it.
  public List<VerifierKey> allKeys() {
    var all = new ArrayList<>(keys);
    policy.ifPresent(p -> p.keys().stream().filter(key -> !all.contains(key)).forEach(all::add));
    return all;
  }

  CheckpointVerifier checkpoints() {
    return policy.isPresent()
        ? new CheckpointVerifier(policy.get(), keys)
        : new CheckpointVerifier(keys);
  }

  ReceiptVerifier receipts() {
    return policy.isPresent() ? new ReceiptVerifier(policy.get(), keys) : new ReceiptVerifier(keys);
  }

  /// True where both say the same.
  boolean isSame(Believed other) {
    return keys.equals(other.keys()) && policyFile.equals(other.policyFile());
  }
}
