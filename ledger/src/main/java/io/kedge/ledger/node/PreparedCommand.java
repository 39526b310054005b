package io.kedge.ledger.node;

import static io.kedge.ledger.state.WorkingState.NEVER_ASKED;

import io.kedge.contract.CommandRefusal;
import io.kedge.contract.Envelope;
import io.kedge.contract.Outcome;
import io.kedge.contract.ParsedCommand;
import io.kedge.contract.RefusedException;
import io.kedge.contract.RuleBook;
import io.kedge.contract.SignatureCheck;
import io.kedge.contract.VerificationKey;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.MalformedException;
import io.kedge.ledger.block.Leaf;
import io.kedge.ledger.crypto.P256Signatures;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An ordered or submitted command as far as it can be looked at without state.
///
/// @param id its id
/// @param source what its leaf will carry: a leaf whose result is of no account
/// @param parsed what it asks; null where it cannot be parsed or its precheck refuses
/// @param early why not, in that case
/// @param check how its signatures are checked
/// @param askedAt when it was looked for among the decided commands and not found
///     ([WorkingState#clock])
record PreparedCommand(
    CommandId id,
    Leaf source,
    @Nullable ParsedCommand<?> parsed,
    @Nullable Outcome early,
    SignatureCheck check,
    long askedAt) {

  private static final Digest NO_OUTCOME = Digest.ZERO;

  /// Looks at bytes that were submitted or ordered.
  static PreparedCommand of(RuleBook rules, String ledger, Bytes bytes, SignatureCheck check) {
    Envelope envelope;
    try {
      envelope = Envelope.read(bytes);
    } catch (MalformedException e) {
      Outcome early = malformed(e);
      Leaf source = Leaf.unreadable(bytes, early);
      return new PreparedCommand(source.commandId(), source, null, early, check, NEVER_ASKED);
    }
    Leaf source =
        new Leaf(envelope.payloadType(), envelope.payload(), envelope.signatures(), "", NO_OUTCOME);
    return parse(rules, ledger, envelope, source, check);
  }

  /// Looks at a command that is in the log.
  static PreparedCommand of(RuleBook rules, String ledger, Leaf leaf, SignatureCheck check) {
    Optional<Envelope> envelope = leaf.envelope();
    if (envelope.isEmpty()) {
      Outcome early = Outcome.refused(CommandRefusal.MALFORMED, "no envelope");
      return new PreparedCommand(leaf.commandId(), leaf, null, early, check, NEVER_ASKED);
    }
    return parse(rules, ledger, envelope.get(), leaf, check);
  }

  private static PreparedCommand parse(
      RuleBook rules, String ledger, Envelope envelope, Leaf source, SignatureCheck check) {
    try {
      ParsedCommand<?> parsed = rules.parse(ledger, envelope);
      return new PreparedCommand(parsed.id(), source, parsed, null, check, NEVER_ASKED);
    } catch (MalformedException e) {
      return new PreparedCommand(envelope.id(), source, null, malformed(e), check, NEVER_ASKED);
    } catch (RefusedException e) {
      Outcome early = Outcome.refused(e.refusal(), e.decision().detail());
      return new PreparedCommand(envelope.id(), source, null, early, check, NEVER_ASKED);
    }
  }

  private static Outcome malformed(MalformedException e) {
    return Outcome.refused(CommandRefusal.MALFORMED, String.valueOf(e.getMessage()));
  }

  /// The same, looked for among the decided commands and not found.
  PreparedCommand askedAt(long clock) {
    return new PreparedCommand(id, source, parsed, early, check, clock);
  }

  /// True where these bytes were an envelope.
  boolean readable() {
    return !source.signatures().isEmpty();
  }

  /// This command with its P-256 signatures in the form a leaf stores.
  ///
  /// @param p256Keys which of the keys it names sign with P-256
  PreparedCommand withStoredSignatures(Set<KeyId> p256Keys) {
    var stored = new ArrayList<Envelope.Signature>(source.signatures().size());
    for (Envelope.Signature signature : source.signatures()) {
      stored.add(
          p256Keys.contains(signature.keyId())
              ? new Envelope.Signature(
                  signature.keyId(),
                  P256Signatures.stored(VerificationKey.Algorithm.P256, signature.value()))
              : signature);
    }
    Leaf leaf =
        new Leaf(source.payloadType(), source.payload(), stored, source.code(), source.outcome());
    return new PreparedCommand(id, leaf, parsed, early, check, askedAt);
  }

  /// Its leaf with a result.
  Leaf leaf(Outcome outcome) {
    return new Leaf(
        source.payloadType(),
        source.payload(),
        source.signatures(),
        outcome.code(),
        outcome.digest());
  }
}
