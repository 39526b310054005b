package io.kedge.note;

import io.kedge.contract.Decision;
import io.kedge.contract.Key;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import io.kedge.party.Parties;
import io.kedge.party.Party;
import java.util.SortedMap;
import java.util.TreeMap;

/// How many units each beneficial owner holds of an instrument that limits its holders, and how
/// many
/// holders there are (the `holdersMax` of the compliance terms; 国发〔2011〕38号: 200).
///
/// Instruments without a limit keep no such rows.
public final class Holdings {
  private static final String TAG = "kedge.holding";

  private final LedgerView view;
  private final CommandId command;
  private final SortedMap<InstrumentId, SortedMap<PartyId, Long>> deltas = new TreeMap<>();

  Holdings(LedgerView view, CommandId command) {
    this.view = view;
    this.command = command;
  }

  /// How many units a beneficial owner holds, where that is counted.
  public static long of(LedgerView view, InstrumentId instrument, PartyId beneficialOwner) {
    return view.get(key(instrument, beneficialOwner)).map(Holdings::decode).orElse(0L);
  }

  private static long decode(io.kedge.kernel.Bytes value) {
    var in = new WireReader(value, TAG).expectVersion(1);
    long units = in.i64();
    in.end();
    return units;
  }

  void move(Instrument instrument, PartyId owner, long units) {
    if (instrument.holdersMax() > 0) {
      PartyId group = Parties.find(view, owner).map(Party::beneficialOwner).orElse(owner);
      deltas
          .computeIfAbsent(instrument.id(), _ -> new TreeMap<>())
          .merge(group, units, Math::addExact);
    }
  }

  void write(Decision.Builder out) {
    deltas.forEach((instrument, moves) -> write(out, Instrument.require(view, instrument), moves));
  }

  private void write(Decision.Builder out, Instrument instrument, SortedMap<PartyId, Long> moves) {
    long more = 0;
    for (var move : moves.entrySet()) {
      long before = of(view, instrument.id(), move.getKey());
      long after = Math.addExact(before, move.getValue());
      if (before == after) {
        continue;
      }
      more += (after > 0 ? 1 : 0) - (before > 0 ? 1 : 0);
      Key key = key(instrument.id(), move.getKey());
      if (after == 0) {
        out.delete(key);
      } else {
        out.put(key, new Wire(TAG, 1).i64(after).bytes());
      }
    }
    if (more != 0) {
      var holders = new StripedTotal(instrument.id(), StripedTotal.Name.HOLDERS);
      RefusedException.unless(
          more < 0 || holders.sum(view) + more <= instrument.holdersMax(),
          NoteRefusal.HOLDERS_OVER_MAX,
          instrument.symbol(),
          instrument.holdersMax());
      holders.add(view, command, more).ifPresent(out::add);
    }
  }

  private static Key key(InstrumentId instrument, PartyId owner) {
    return Key.of("holding", instrument.value(), owner.value());
  }
}
