package io.kedge.freeze;

import io.kedge.contract.Key;
import io.kedge.contract.LedgerView;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.Identifiers;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LockId;
import io.kedge.kernel.NoteId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.VoucherId;
import java.util.Locale;
import java.util.stream.Stream;

/// What can be frozen.
///
/// @param kind which kind of thing
/// @param id its id
public record FreezeSubject(Kind kind, String id) {
  /// The kinds of things that can be frozen.
  public enum Kind {
    /// A party: none of its commands passes.
    PARTY,
    /// An anchor: no new issue, no redemption, no trade and no settlement of its issues.
    ASSET,
    /// An issue or a kind of cash: none of its notes moves.
    INSTRUMENT,
    /// One note, lock or voucher.
    NOTE;

    private final String word = name().toLowerCase(Locale.ROOT);
  }

  /// The concept of the state that freezes are kept under.
  public static final String CONCEPT = "freeze";

  /// Checks the id.
  public FreezeSubject {
    Identifiers.require(id);
  }

  /// A party.
  public static FreezeSubject of(PartyId party) {
    return new FreezeSubject(Kind.PARTY, party.value());
  }

  /// An anchor.
  public static FreezeSubject of(AssetId asset) {
    return new FreezeSubject(Kind.ASSET, asset.value());
  }

  /// An issue or a kind of cash.
  public static FreezeSubject of(InstrumentId instrument) {
    return new FreezeSubject(Kind.INSTRUMENT, instrument.value());
  }

  /// A note.
  public static FreezeSubject of(NoteId note) {
    return new FreezeSubject(Kind.NOTE, note.value());
  }

  /// A lock.
  public static FreezeSubject of(LockId lock) {
    return new FreezeSubject(Kind.NOTE, lock.value());
  }

  /// A voucher.
  public static FreezeSubject of(VoucherId voucher) {
    return new FreezeSubject(Kind.NOTE, voucher.value());
  }

  /// True where there is such a thing.
  boolean exists(LedgerView view) {
    return concepts().anyMatch(concept -> view.get(Key.of(concept, id)).isPresent());
  }

  /// The concepts whose entries a kind stands for. Their packages ask this one about freezes, so
  /// their keys are named here.
  private Stream<String> concepts() {
    return switch (kind) {
      case PARTY -> Stream.of("party");
      case ASSET -> Stream.of("asset");
      case INSTRUMENT -> Stream.of("instrument");
      case NOTE -> Stream.of("note", "lock", "voucher");
    };
  }

  /// The key of this subject's freezes.
  public Key key() {
    return Key.of(CONCEPT, kind.word, id);
  }
}
