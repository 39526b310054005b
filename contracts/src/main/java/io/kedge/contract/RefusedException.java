package io.kedge.contract;

/// Ends a decision with a refusal. The rule book turns it into [Decision.Refused]; it never leaves
/// the contract's host.
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  private RefusedException(Refusal refusal, String detail) {
    super(detail, null, false, false);
    this.refusal = refusal;
  }

  /// Refuses where the condition does not hold.
  ///
  /// @param holds what must be true
  /// @param refusal why not, otherwise
  /// @param detail for people: which object, what was found; not hashed
  public static void unless(boolean holds, Refusal refusal, Object... detail) {
    if (!holds) {
      throw because(refusal, detail);
    }
  }

  /// The exception to throw for a refusal.
  public static RefusedException because(Refusal refusal, Object... detail) {
    var words = new StringBuilder();
    for (Object part : detail) {
      words.append(words.isEmpty() ? "" : " ").append(part);
    }
    return new RefusedException(refusal, words.toString());
  }

  /// Why.
  public Refusal refusal() {
    return refusal;
  }

  /// The same as a decision.
  public Decision.Refused decision() {
    String detail = getMessage();
    return new Decision.Refused(refusal, detail == null ? "" : detail);
  }
}
