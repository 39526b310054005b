package io.kedge.note;

import io.kedge.contract.Key;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.freeze.FreezeSubject;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What notes are units of.
///
/// @param id its name
/// @param kind an issue or cash
/// @param symbol a short name for people
/// @param anchor the asset behind an issue; none for cash
/// @param holdersMax how many beneficial owners may hold it at once; 0 where they are not counted
/// @param resaleDelayMillis how long units must be held before they may be sold or given, by the
///     market's rules (国发〔2011〕38号 asks for five trading days)
public record Instrument(
    InstrumentId id,
    Kind kind,
    String symbol,
    Optional<AssetId> anchor,
    int holdersMax,
    long resaleDelayMillis) {
  private static final String TAG = "kedge.instrument";

  /// The two kinds of instruments.
  public enum Kind {
    /// Money: cash notes of one currency and one clearing agent. They move freely.
    CASH,
    /// Units of a digital asset. They move by allotment, trade, gift and redemption only.
    ISSUE
  }

  /// Checks the ranges.
  public Instrument {
    if (holdersMax < 0 || resaleDelayMillis < 0) {
      throw new IllegalArgumentException("negative limit");
    }
  }

  /// The key of an instrument's entry.
  public static Key key(InstrumentId id) {
    return Key.of("instrument", id.value());
  }

  /// An instrument, if it exists.
  public static Optional<Instrument> find(LedgerView view, InstrumentId id) {
    return view.read(key(id), Instrument::decode);
  }

  /// An instrument that must exist.
  ///
  /// @throws RefusedException [NoteRefusal#INSTRUMENT_UNKNOWN]
  public static Instrument require(LedgerView view, InstrumentId id) {
    return find(view, id)
        .orElseThrow(() -> RefusedException.because(NoteRefusal.INSTRUMENT_UNKNOWN, id));
  }

  /// What freezes stop it: itself and the anchor behind it (format.md "Freeze").
  public FreezeSubject[] freezeSubjects() {
    List<FreezeSubject> subjects = new ArrayList<>();
    anchor.ifPresent(asset -> subjects.add(FreezeSubject.of(asset)));
    subjects.add(FreezeSubject.of(id));
    return subjects.toArray(FreezeSubject[]::new);
  }

  /// The value of this entry of the state.
  public Bytes encoded() {
    return new Wire(TAG, 1)
        .text(id.value())
        .name(kind)
        .text(symbol)
        .option(anchor, (w, asset) -> w.text(asset.value()))
        .u32(holdersMax)
        .i64(resaleDelayMillis)
        .bytes();
  }

  /// Reads what [#encoded] wrote.
  public static Instrument decode(Bytes value) {
    var in = new WireReader(value, TAG).expectVersion(1);
    var instrument =
        new Instrument(
            new InstrumentId(in.text()),
            in.name(Kind.class),
            in.text(),
            in.option(r -> new AssetId(r.text())),
            in.u32(),
            in.i64());
    in.end();
    return instrument;
  }
}
