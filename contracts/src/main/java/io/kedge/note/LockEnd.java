package io.kedge.note;

/// How a lock ended.
public enum LockEnd {
  /// Its executor used it, wholly or in part; a successor holds the rest.
  EXECUTED,
  /// It was given back before its time.
  RELEASED,
  /// Its time was over.
  EXPIRED
}
