package io.kedge.server.command;

import io.kedge.party.PartyRefusal;
import io.kedge.server.access.Caller;

/// Keeps commands that need the signature of a second employee of the same organisation until that
/// one has signed.
public interface SecondOfficer {
  /// True where a second employee's signature is what a command lacks.
  ///
  /// @param code the public code of its refusal
  static boolean mayHelp(String code) {
    return code.equals(PartyRefusal.FOUR_EYES_MISSING.code())
        || code.equals(PartyRefusal.TWO_OFFICERS_MISSING.code());
  }

  /// A command that waits.
  ///
  /// @param approval under which id it waits
  /// @param commandId the id it will have, in hexadecimal
  record Waiting(String approval, String commandId) {}

  /// Keeps a command, signed by the caller.
  ///
  /// @param prepared as it was prepared; what is kept stays valid for a day
  /// @param code what it lacks
  Waiting keep(Caller caller, CommandDesk.Prepared prepared, String code);
}
