package io.kedge.contract;

import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The rule for one type of command: a pure function of command, committed state and ledger time.
/// Same arguments, same decision, on any host.
///
/// The stages see only what they may: [#decode] and [#precheck] look at the command alone and run
/// at
/// the edge as well; [#decide] runs only where blocks are made.
///
/// @param <C> the command it decides
public interface Contract<C extends Command> {
  /// Which command it decides.
  CommandType type();

  /// Reads the member `body` of the payload. The caller ends the fields.
  ///
  /// @throws io.kedge.kernel.MalformedException where the form is wrong
  C decode(Fields body);

  /// Documents that other parties signed and that the command carries inside. The host verifies
  /// each
  /// before [#decide]; one that does not verify refuses the command.
  default List<SignedDocument<?>> documents(C command) {
    return List.of();
  }

  /// The key a command brings along and proves by signing with it: a party's own registration, and
  /// every command that adds a key.
  ///
  /// @param by who asks: the party the key will belong to
  default Optional<VerificationKey> introduces(C command, PartyId by) {
    return Optional.empty();
  }

  /// Looks at the command alone.
  default Optional<Refusal> precheck(C command) {
    return Optional.empty();
  }

  /// Keys the decision will read, so that a host can fetch them ahead: a hint, never a rule.
  default Set<Key> reads(Signed<C> command) {
    return Set.of();
  }

  /// How much the command moves, in whole units of whatever it moves, for the limit of an
  /// employee's mandate; 0 where it moves nothing.
  default long units(C command) {
    return 0;
  }

  /// Decides. It may end with [RefusedException].
  ///
  /// @param command what was signed, signatures verified
  /// @param view state after the command before
  /// @param now ledger time of the batch
  Decision decide(Signed<C> command, LedgerView view, LedgerTime now);
}
