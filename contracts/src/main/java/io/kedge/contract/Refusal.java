package io.kedge.contract;

/// Why a command was refused: a constant of an ordered, public enum, one enum per concept.
///
/// Constants stand in the order in which they are checked; where several apply the first is
/// reported, so the order is part of the interface. Refusal is the ledger's named error; a party
/// that does not agree *declines*.
public interface Refusal {
  /// The constant's name.
  String name();

  /// True where the very same request, signed again, may be accepted later.
  boolean mayPassLater();

  /// The public code: the concept, a dot, the name; for example `note.NOTE_NOT_OWNED`. It is
  /// hashed into the leaf.
  default String code() {
    String pkg = getClass().getPackageName();
    if (getClass().isAnonymousClass()) {
      pkg = getClass().getSuperclass().getPackageName();
    }
    return pkg.substring(pkg.lastIndexOf('.') + 1) + "." + name();
  }
}
