package io.kedge.attestation;

import io.kedge.kernel.Digest;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.StatementId;
import java.util.List;
import java.util.Optional;

/// A statement to be filed.
///
/// @param id its name: an output of the command that files it
/// @param kind what it is about; a [StatementEffect] of that kind has to be in the rule book
/// @param subject the id of the thing it is about
/// @param maker who files it
/// @param previous the statement it corrects
/// @param digest of what is attested
/// @param slots the places for signatures
/// @param threshold how many have to be signed
/// @param allowSameParty whether one party may fill several
/// @param deadline when it lapses
public record StatementDraft(
    StatementId id,
    String kind,
    String subject,
    PartyId maker,
    Optional<Statement> previous,
    Digest digest,
    List<Slot> slots,
    int threshold,
    boolean allowSameParty,
    LedgerTime deadline) {

  /// A draft under a policy.
  ///
  /// @param slots those the policy's roles make
  public static StatementDraft under(
      AttestationPolicy policy,
      List<Slot> slots,
      StatementId id,
      String kind,
      String subject,
      PartyId maker,
      Optional<Statement> previous,
      Digest digest,
      LedgerTime deadline) {
    return new StatementDraft(
        id,
        kind,
        subject,
        maker,
        previous,
        digest,
        slots,
        policy.threshold().orElse(slots.size()),
        policy.allowSameParty(),
        deadline);
  }
}
