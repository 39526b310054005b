package io.kedge.server.jobs;

import io.kedge.kernel.Digest;
import io.kedge.kernel.Json;
import io.kedge.kernel.LedgerTime;
import java.util.List;
import java.util.function.Supplier;

/// What a job comes to when it is looked at.
sealed interface Step {
  /// Nothing is left to do.
  record Done() implements Step {}

  /// It is not time yet.
  ///
  /// @param until when it is looked at again
  /// @param code what it waits for, a public code, or empty where it just is not time
  record Wait(LedgerTime until, String code) implements Step {}

  /// Commands one of which may be due; the contract decides which: the first that a dry run accepts
  /// is sent.
  ///
  /// @param candidates in the order of trying, at least one
  record Try(List<Candidate> candidates) implements Step {}

  /// A command that may be due.
  ///
  /// @param type its type
  /// @param body its body, made only where it is tried
  /// @param progress digest of how far the matter is: a repetition of the same step has the same,
  ///     so it is the same command
  record Candidate(String type, Supplier<Json.Obj> body, Digest progress) {}
}
