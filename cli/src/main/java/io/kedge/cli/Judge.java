package io.kedge.cli;

import io.kedge.ledger.proof.ReceiptVerifier;
import io.kedge.ledger.proof.TrustPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Who judges what somebody was given: the keys an asker relies on, where they came from, and his
/// policy.
///
/// @param trust the keys, and where they came from
/// @param verifier judges by them
record Judge(Trust trust, ReceiptVerifier verifier) {
  /// By the options `--key` and `--policy`, else by `ledger.vkey` beside the file that is checked.
  static Judge of(Terminal terminal, Optional<String> key, Optional<Path> policy, Path checked) {
    if (policy.isEmpty()) {
      Trust trust = Trust.of(terminal, key, checked);
      return new Judge(trust, new ReceiptVerifier(trust.keys()));
    }
    Trust trust =
        key.isPresent()
            ? Trust.of(terminal, key, checked)
            : new Trust(List.of(), policy.get().toString());
    TrustPolicy read = VerifyCommand.policy(terminal, policy.get());
    return new Judge(trust, new ReceiptVerifier(read, trust.keys()));
  }
}
