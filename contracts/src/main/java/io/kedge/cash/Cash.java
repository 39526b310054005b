package io.kedge.cash;

import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Texts;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.regex.Pattern;

/// A kind of cash: a currency and the clearing agent who owes it (format.md "Money"). Cash of two
/// agents is never the same, even in one currency. The kind itself is also an
/// [io.kedge.note.Instrument].
///
/// @param id its name, without a slash
/// @param currency three capital letters, as in ISO 4217
/// @param digits how many digits of an amount are fractions of the currency, 0 to 4: for display
/// @param clearingAgent who mints it, pays it out and owes it
/// @param names what people call it, by language
public record Cash(
    InstrumentId id, String currency, int digits, PartyId clearingAgent, Texts names) {
  /// Most fractional digits; the currencies of ISO 4217 have up to 4.
  public static final int DIGITS_MAX = 4;

  private static final String TAG = "kedge.cash";
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  /// Checks the form.
  public Cash {
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
    var wire =
        new Wire(TAG, 1).text(id.value()).text(currency).u8(digits).text(clearingAgent.value());
    Texts.write(wire, names);
    return wire.bytes();
  }

  /// Reads what [#encoded] wrote.
  public static Cash decode(Bytes value) {
    var in = new WireReader(value, TAG).expectVersion(1);
    var cash =
        new Cash(
            new InstrumentId(in.text()),
            in.text(),
            in.u8(),
            new PartyId(in.text()),
            Texts.read(in));
    in.end();
    return cash;
  }
}
