package io.kedge.server.money;

import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemKind;
import org.springframework.http.HttpStatus;

/// Why a request about money is turned away, in the order of checking.
public enum MoneyRefusal implements ProblemKind {
  /// The account's party is not the clearing agent of this trust account.
  NOT_THE_CLEARING_AGENT(HttpStatus.FORBIDDEN),
  /// Only an employee decides about money: the organisation's own account counts for nobody.
  NOT_AN_OFFICER(HttpStatus.FORBIDDEN),
  /// The same officer decides twice; a second one has to.
  SAME_OFFICER(HttpStatus.FORBIDDEN),
  /// Something else was proposed about it; that is confirmed or withdrawn first.
  DECISION_OPEN(HttpStatus.CONFLICT),
  /// It is not, or not any more, in a state in which this can be decided.
  STATE_WRONG(HttpStatus.CONFLICT),
  /// The proposal is over; it is made anew.
  DECISION_EXPIRED(HttpStatus.CONFLICT),
  /// There is a trust account for this kind of cash, or with this number, already.
  ACCOUNT_EXISTS(HttpStatus.CONFLICT),
  /// The kind of cash counts another number of fractional digits than its currency.
  DIGITS_WRONG(HttpStatus.CONFLICT),
  /// The payer's account is not known, so that nothing can be returned there.
  PAYER_ACCOUNT_UNKNOWN(HttpStatus.CONFLICT),
  /// Money is paid out to the customer's own name alone.
  HOLDER_WRONG(HttpStatus.UNPROCESSABLE_CONTENT),
  /// The trust account is not at the sandbox bank.
  NOT_A_SANDBOX(HttpStatus.CONFLICT),
  /// The shares do not make a whole.
  SHARES_NOT_WHOLE(HttpStatus.UNPROCESSABLE_CONTENT),
  /// A paper would have more lines than one has.
  TOO_MANY_MOVEMENTS(HttpStatus.UNPROCESSABLE_CONTENT);

  private final HttpStatus status;

  MoneyRefusal(HttpStatus status) {
    this.status = status;
  }

  @Override
  public HttpStatus status() {
    return status;
  }

  Problem problem(Object detail) {
    return new Problem(code(), status, detail.toString());
  }
}
