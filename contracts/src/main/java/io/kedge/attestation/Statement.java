package io.kedge.attestation;

import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.StatementId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import io.kedge.party.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Something that several parties have to say before it holds. Its slots and threshold are frozen
/// when it is filed (format.md "Parties, authority, privacy").
///
/// @param id its name, made by the command that filed it
/// @param kind what it is about, `concept.step`; decides what it does when it takes effect
/// @param subject the id of the thing it is about
/// @param version 1, and one more for each correction
/// @param previous the statement it corrects
/// @param maker who filed it, and may withdraw it
/// @param filedAt when
/// @param digest of what is attested; who signs repeats it
/// @param slots the places for signatures
/// @param threshold how many have to be signed
/// @param allowSameParty whether one party may fill several
/// @param deadline when it lapses, unless it took effect before
/// @param signatures by the slot's index, in order
/// @param state where it is
public record Statement(
    StatementId id,
    String kind,
    String subject,
    int version,
    Optional<StatementId> previous,
    PartyId maker,
    LedgerTime filedAt,
    Digest digest,
    List<Slot> slots,
    int threshold,
    boolean allowSameParty,
    LedgerTime deadline,
    List<Signature> signatures,
    StatementState state) {
  private static final String TAG = "kedge.statement";

  /// One signature.
  ///
  /// @param slot index of the slot
  /// @param party who signed
  /// @param at when
  public record Signature(int slot, PartyId party, LedgerTime at) {}

  /// Copies the lists.
  public Statement {
    slots = List.copyOf(slots);
    signatures = List.copyOf(signatures);
  }

  /// The key of a statement's entry.
  public static Key key(StatementId id) {
    return Key.of("statement", id.value());
  }

  /// True while signatures are taken, as far as time is not over.
  public boolean open() {
    return state instanceof StatementState.Open;
  }

  /// True where enough have signed.
  public boolean satisfied() {
    return signatures.size() >= threshold;
  }

  /// True where this party has a place on the statement.
  boolean concerns(PartyId party, List<Role> roles) {
    return slots.stream()
        .anyMatch(
            slot -> slot.party().map(party::equals).orElseGet(() -> roles.contains(slot.role())));
  }

  boolean signedBy(PartyId party) {
    return signatures.stream().anyMatch(signature -> signature.party().equals(party));
  }

  boolean hasSlot(Role role, PartyId party) {
    return slots.stream().anyMatch(slot -> slot.fits(role, party));
  }

  /// The first place without a signature where this party can sign as that; one with its name goes
  /// before one for anybody.
  OptionalInt freeSlot(Role role, PartyId party) {
    return IntStream.range(0, slots.size())
        .filter(i -> slots.get(i).fits(role, party) && !filled(i))
        .boxed()
        .min(Comparator.comparing(i -> slots.get(i).party().isEmpty()))
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  private boolean filled(int slot) {
    return signatures.stream().anyMatch(signature -> signature.slot() == slot);
  }

  /// This statement with one more signature.
  public Statement signed(Signature signature) {
    var more = new ArrayList<>(signatures);
    more.add(signature);
    more.sort((a, b) -> Integer.compare(a.slot(), b.slot()));
    return with(more, state);
  }

  /// The same statement in another state.
  public Statement with(StatementState next) {
    return with(signatures, next);
  }

  private Statement with(List<Signature> nextSignatures, StatementState nextState) {
    return new Statement(
        id,
        kind,
        subject,
        version,
        previous,
        maker,
        filedAt,
        digest,
        slots,
        threshold,
        allowSameParty,
        deadline,
        nextSignatures,
        nextState);
  }

  /// The value of this entry of the state.
  public Bytes encoded() {
    var out =
        new Wire(TAG, 1)
            .text(id.value())
            .text(kind)
            .text(subject)
            .u32(version)
            .option(previous, (w, p) -> w.text(p.value()))
            .text(maker.value())
            .time(filedAt)
            .digest(digest)
            .list(slots, (w, slot) -> slot.write(w))
            .u32(threshold)
            .flag(allowSameParty)
            .time(deadline)
            .list(signatures, (w, s) -> w.u32(s.slot()).text(s.party().value()).time(s.at()));
    state.write(out);
    return out.bytes();
  }

  /// Reads what [#encoded] wrote.
  public static Statement decode(Bytes value) {
    var in = new WireReader(value, TAG).expectVersion(1);
    var statement =
        new Statement(
            new StatementId(in.text()),
            in.text(),
            in.text(),
            in.u32(),
            in.option(r -> new StatementId(r.text())),
            new PartyId(in.text()),
            in.time(),
            in.digest(),
            in.list(Slot::read),
            in.u32(),
            in.flag(),
            in.time(),
            in.list(r -> new Signature(r.u32(), new PartyId(r.text()), r.time())),
            StatementState.read(in));
    in.end();
    return statement;
  }
}
