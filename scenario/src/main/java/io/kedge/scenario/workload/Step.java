package io.kedge.scenario.workload;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.LedgerTime;

/// One command of a workload, to be handed in as it is.
///
/// @param number counts the steps from 1
/// @param label what it is, for people: the command's type, and what was made wrong with it
/// @param time ledger time to hand it in at; never before that of the step before
/// @param envelope the bytes of the envelope, which may be no envelope at all
public record Step(long number, String label, LedgerTime time, Bytes envelope) {
  @Override
  public String toString() {
    return "step " + number + " (" + label + ") at " + time;
  }
}
