package io.kedge.ledger.follow;

import io.kedge.contract.VerificationKey;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.crypto.SigningKey;
import io.kedge.ledger.proof.Cosigner;
import io.kedge.ledger.proof.NoteSigner;
import java.util.List;

/// What a follower signs with: one key for cosignatures, which must sign nothing else
/// (tlog-cosignature), and one for its reports, derived from the same seed.
///
/// @param key the seed both come from
/// @param cosigner cosigns checkpoints
/// @param reporter signs reports, under the name of the cosigner and `/report`
public record FollowerKeys(SigningKey key, Cosigner cosigner, NoteSigner reporter) {
  private static final String REPORT = "/report";
  private static final Bytes DERIVATION = Bytes.utf8("kedge.follower.report/1\0");

  /// The keys of a seed.
  ///
  /// @param name the follower's name
  /// @param key an Ed25519 key used for nothing else
  public static FollowerKeys of(String name, SigningKey key) {
    SigningKey reports =
        SigningKey.fromSeed(
            VerificationKey.Algorithm.ED25519, Digest.of(DERIVATION, key.seed()).bytes());
    return new FollowerKeys(key, new Cosigner(name, key), new NoteSigner(name + REPORT, reports));
  }

  /// What outsiders need, a vkey a line: the cosigner's, then the reporter's.
  public List<String> vkeys() {
    return List.of(cosigner.verifierKey().text(), reporter.verifierKey().text());
  }
}
