package io.kedge.contract;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Json;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.MalformedException;
import io.kedge.kernel.PartyId;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// All contracts in force together: parses a command, checks who signed it, and decides it.
///
/// Both hosts, followers and the verifier run exactly these lines, so they agree on every result.
public final class RuleBook {
  private final SortedMap<CommandType, Contract<?>> contracts;
  private final KeyRegistry keys;
  private final Authority authority;
  private final List<String> resident;

  /// A rule book of the given contracts, each for another command type.
  public RuleBook(Collection<Contract<?>> contracts, KeyRegistry keys, Authority authority) {
    this(contracts, keys, authority, List.of());
  }

  /// A rule book that also says which concepts a host does well to keep in memory whole.
  ///
  /// @param resident concepts of few entries that nearly every command asks for in vain
  public RuleBook(
      Collection<Contract<?>> contracts,
      KeyRegistry keys,
      Authority authority,
      List<String> resident) {
    var byType = new TreeMap<CommandType, Contract<?>>();
    for (Contract<?> contract : contracts) {
      if (byType.put(contract.type(), contract) != null) {
        throw new IllegalArgumentException("two contracts for " + contract.type());
      }
    }
    this.contracts = Collections.unmodifiableSortedMap(byType);
    this.keys = keys;
    this.authority = authority;
    this.resident = List.copyOf(resident);
  }

  /// Concepts of few entries that nearly every command asks for in vain, such as whether a note is
  /// frozen: a host that keeps all of them in memory never has to look further. A hint, no rule.
  public List<String> resident() {
    return resident;
  }

  /// The contracts by the command they decide.
  public SortedMap<CommandType, Contract<?>> contracts() {
    return contracts;
  }

  /// Reads a command: the first stage, without state.
  ///
  /// @param ledger the id of this ledger
  /// @throws MalformedException where the form is wrong
  /// @throws RefusedException where the ledger is another or nobody decides this type, or the
  ///     contract's precheck refuses
  public ParsedCommand<?> parse(String ledger, Envelope envelope) {
    if (!envelope.payloadType().equals(Envelope.COMMAND)) {
      throw new MalformedException("payloadType is not " + Envelope.COMMAND);
    }
    Fields payload = Fields.of("", Json.read(envelope.payload()));
    CommandHeader header = CommandHeader.read(payload);
    RefusedException.unless(
        header.ledger().equals(ledger), CommandRefusal.LEDGER_MISMATCH, header.ledger());
    Contract<?> contract = contracts.get(header.type());
    if (contract == null) {
      throw RefusedException.because(CommandRefusal.TYPE_UNKNOWN, header.type());
    }
    return parse(envelope, header, contract, payload);
  }

  private static <C extends Command> ParsedCommand<C> parse(
      Envelope envelope, CommandHeader header, Contract<C> contract, Fields payload) {
    C command = payload.object("body", body -> decode(contract, body));
    payload.end();
    Optional<Refusal> refusal = contract.precheck(command);
    if (refusal.isPresent()) {
      throw RefusedException.because(refusal.get());
    }
    Bytes message = envelope.preAuthenticationEncoding();
    var id = new CommandId(Digest.of(message));
    return new ParsedCommand<>(envelope, message, id, header, contract, command);
  }

  /// A value's own checks (a negative quantity, a repeated entry) are checks of form here.
  private static <C extends Command> C decode(Contract<C> contract, Fields body) {
    try {
      return contract.decode(body);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new MalformedException(String.valueOf(e.getMessage()));
    }
  }

  /// Checks every signature, outer and nested, against the keys as they are at this position.
  ///
  /// @throws RefusedException where one does not hold
  public void authenticate(
      ParsedCommand<?> parsed, LedgerView view, LedgerTime now, SignatureCheck check) {
    Bytes message = parsed.message();
    for (Envelope.Signature signature : parsed.envelope().signatures()) {
      VerificationKey key = outerKey(parsed, signature, view, now);
      RefusedException.unless(
          check.verify(key, message, signature.value()),
          CommandRefusal.SIGNATURE_WRONG,
          signature.keyId());
    }
    for (SignedDocument<?> document : parsed.documents()) {
      authenticate(document, parsed.header().ledger(), view, now, check);
    }
  }

  private VerificationKey outerKey(
      ParsedCommand<?> parsed, Envelope.Signature signature, LedgerView view, LedgerTime now) {
    Optional<VerificationKey> brought = introduced(parsed);
    if (brought.isPresent() && brought.get().id().equals(signature.keyId())) {
      requireParty(brought.get(), parsed.header().by());
      return brought.get();
    }
    KeyRegistry.Registered found =
        keys.find(signature.keyId(), view, now)
            .orElseThrow(
                () -> RefusedException.because(CommandRefusal.KEY_UNKNOWN, signature.keyId()));
    requireParty(found.key(), parsed.header().by());
    RefusedException.unless(found.valid(), CommandRefusal.KEY_NOT_VALID, signature.keyId());
    return found.key();
  }

  private static <C extends Command> Optional<VerificationKey> introduced(ParsedCommand<C> parsed) {
    return parsed.contract().introduces(parsed.command(), parsed.header().by());
  }

  private static void requireParty(VerificationKey key, PartyId party) {
    RefusedException.unless(
        key.party().equals(party), CommandRefusal.KEY_OF_ANOTHER_PARTY, key.id());
  }

  private void authenticate(
      SignedDocument<?> document,
      String ledger,
      LedgerView view,
      LedgerTime now,
      SignatureCheck check) {
    RefusedException.unless(
        document.ledger().equals(ledger), CommandRefusal.DOCUMENT_LEDGER_MISMATCH, document.type());
    Bytes message = document.envelope().preAuthenticationEncoding();
    for (Envelope.Signature signature : document.envelope().signatures()) {
      VerificationKey key =
          keys.find(signature.keyId(), view, now)
              .filter(KeyRegistry.Registered::valid)
              .map(KeyRegistry.Registered::key)
              .filter(found -> found.party().equals(document.signed().party()))
              .orElseThrow(
                  () ->
                      RefusedException.because(
                          CommandRefusal.DOCUMENT_KEY_NOT_VALID,
                          document.type(),
                          signature.keyId()));
      RefusedException.unless(
          check.verify(key, message, signature.value()),
          CommandRefusal.DOCUMENT_SIGNATURE_WRONG,
          document.type(),
          signature.keyId());
    }
  }

  /// Decides a command whose signatures verify. Never throws for what a client did.
  public Outcome decide(ParsedCommand<?> parsed, LedgerView view, LedgerTime now) {
    try {
      RefusedException.unless(
          !now.isAfter(parsed.header().notAfter()), CommandRefusal.EXPIRED, "at", now);
      authority.check(parsed, view, now);
      Outcome outcome = Outcome.of(decideTyped(parsed, view, now));
      ChangeLimits.check(outcome.changes());
      return outcome;
    } catch (RefusedException e) {
      return Outcome.of(e.decision());
    } catch (ArithmeticException e) {
      return Outcome.refused(CommandRefusal.ARITHMETIC_OVERFLOW, String.valueOf(e.getMessage()));
    }
  }

  private static <C extends Command> Decision decideTyped(
      ParsedCommand<C> parsed, LedgerView view, LedgerTime now) {
    return parsed.contract().decide(parsed.signed(), view, now);
  }

  /// All stages in one: what a host does with the bytes of one ordered command. Never throws for
  /// what a client sent.
  public Outcome execute(
      String ledger, Bytes envelope, LedgerView view, LedgerTime now, SignatureCheck check) {
    try {
      ParsedCommand<?> parsed = parse(ledger, Envelope.read(envelope));
      authenticate(parsed, view, now, check);
      return decide(parsed, view, now);
    } catch (MalformedException e) {
      return Outcome.refused(CommandRefusal.MALFORMED, String.valueOf(e.getMessage()));
    } catch (RefusedException e) {
      return Outcome.of(e.decision());
    }
  }
}
