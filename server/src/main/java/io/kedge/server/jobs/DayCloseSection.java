package io.kedge.server.jobs;

import io.kedge.server.gateway.HostedLedger;
import java.math.BigInteger;
import java.util.List;
import org.jooq.DSLContext;

/// A part of the end-of-day close that another package knows, such as the money at the bank.
public interface DayCloseSection {
  /// Two numbers that should be the same.
  ///
  /// @param item of what, an id
  /// @param name which comparison, in lower case
  /// @param expected the one side
  /// @param found the other
  record Line(String item, String name, BigInteger expected, BigInteger found) {}

  /// The section's name, in lower case.
  String name();

  /// What it compares when a day is closed.
  ///
  /// @param db the transaction in which the day is closed
  /// @param cutOff the moment the day ended, epoch milliseconds
  List<Line> lines(DSLContext db, HostedLedger ledger, long cutOff);
}
