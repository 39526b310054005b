package io.kedge.scenario.audit;

/// The laws a ledger must keep, whatever the rules inside it are.
public enum Law {
  /// A refused command changes nothing and tells nothing.
  REFUSAL_CHANGES_NOTHING,
  /// A command changes each key once, in key order.
  CHANGES_ARE_ORDERED,
  /// Every entry and every event can be read back.
  ALL_IS_READABLE,
  /// Ledger time never goes back.
  TIME_NEVER_GOES_BACK,
  /// Notes and locks change exactly as the events tell: nothing silent, nothing invented.
  EVENTS_TELL_ALL,
  /// A note or lock keeps its content from its making to its end, and its name is never used again.
  NAMES_ARE_USED_ONCE,
  /// What is spent exists, and is spent once.
  NO_DOUBLE_SPEND,
  /// A lock ends once: executed, released or expired; expired only after its time.
  LOCK_ENDS_ONCE,
  /// What goes in comes out, instrument by instrument.
  CONSERVATION,
  /// Nothing frozen moves or ends, except by order.
  FROZEN_STANDS_STILL,
  /// The striped totals are the sums of what exists.
  TOTALS_ARE_SUMS,
  /// The counted holdings and holders are the ones that exist.
  HOLDERS_ARE_COUNTED,
  /// Units left circulation into vouchers one for one: outstanding = units + open vouchers.
  VOUCHERS_BACK_BURNED_UNITS,
  /// What is anchored on an asset is the sum of its issues, and never more than was attested.
  ANCHOR_CARRIES_ITS_ISSUES,
  /// Cash on the ledger is the deposits less what was paid out.
  CASH_IS_DEPOSITED
}
