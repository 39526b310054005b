package io.kedge.cash;

import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// A kind of cash: a currency and the clearing agent who owes it (format.md "Money"). Cash of two
/// agents is never the same, even in one currency. The kind itself is also an
/// [io.kedge.note.Instrument].
///
/// @param id its name, without a slash
/// @param currency three capital letters, as in ISO 4217
/// @param digits how many digits of an amount are fractions of the currency, 0 to 4: for display
/// @param clearingAgent who mints it, pays it out and owes it
/// @param names language tag to name, for people
public record Cash(
    InstrumentId id,
    String currency,
    int digits,
    PartyId clearingAgent,
    SortedMap<String, String> names) {
  /// Most fractional digits; the currencies of ISO 4217 have up to 4.
  public static final int DIGITS_MAX = 4;

  private static final String TAG = "kedge.cash";
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  /// Checks the form and copies the names.
  public Cash {
    names = Collections.unmodifiableSortedMap(new TreeMap<>(names));
    requireForm(id, currency, digits);
  }

  static void requireForm(InstrumentId id, String currency, int digits) {
    if (!CURRENCY.matcher(currency).matches() || digits < 0 || digits > DIGITS_MAX) {
      throw new IllegalArgumentException("currency or digits out of range");
    }
    if (id.value().indexOf('/') >= 0) {
      throw new IllegalArgumentException("a kind of cash has no slash in its id");
    }
  }

  /// The key of a kind's entry.
  public static Key key(InstrumentId id) {
    return Key.of("cash", id.value());
  }

  /// The value of this entry of the state.
  public Bytes encoded() {
    return new Wire(TAG, 1)
        .text(id.value())
        .text(currency)
        .u8(digits)
        .text(clearingAgent.value())
        .list(names.entrySet(), (w, e) -> w.text(e.getKey()).text(e.getValue()))
        .bytes();
  }

  /// Reads what [#encoded] wrote.
  public static Cash decode(Bytes value) {
    var in = new WireReader(value, TAG).expectVersion(1);
    var id = new InstrumentId(in.text());
    String currency = in.text();
    int digits = in.u8();
    var agent = new PartyId(in.text());
    var names = new TreeMap<String, String>();
    in.list(r -> List.of(r.text(), r.text()))
        .forEach(name -> names.put(name.getFirst(), name.getLast()));
    in.end();
    return new Cash(id, currency, digits, agent, names);
  }
}
