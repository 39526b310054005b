package io.kedge.ledger.verify;

/// Ends the judging of a probe with its answer.
final class ProbeException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Judgement judgement;

  private ProbeException(Judgement judgement) {
    super(judgement.line(), null, false, false);
    this.judgement = judgement;
  }

  static ProbeException rejected(Enum<?> reason) {
    return new ProbeException(new Judgement.Rejected(reason));
  }

  static ProbeException malformed(ProbeFault fault, String member) {
    return new ProbeException(new Judgement.Malformed(fault, member));
  }

  Judgement judgement() {
    return judgement;
  }
}
