package io.kedge.ledger.follow;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.publish.Answer;

/// Where a ledger is published, as paths. Safe for use by many threads.
public interface Source {
  /// What is at a path.
  ///
  /// @param path without the leading slash
  /// @param bytesMax the most bytes that are taken
  /// @throws SourceFailure where there is nothing, too much, or nobody answers
  Bytes get(String path, int bytesMax) throws SourceFailure;

  /// Hands something in.
  ///
  /// @throws SourceFailure where nobody answers
  Answer post(String path, Bytes body) throws SourceFailure;

  /// Its name, for reports: a URL.
  String name();
}
