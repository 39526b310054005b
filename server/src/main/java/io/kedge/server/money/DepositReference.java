package io.kedge.server.money;

import io.kedge.kernel.PartyId;
import io.kedge.server.money.iso.Iban;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What a customer writes into a bank transfer so that it is known as theirs (充值附言): an ISO 11649
/// creditor reference, `RF`, two check digits and twelve letters or digits. One digit or one letter
/// written for another never gives a valid reference.
///
/// @param value 16 characters
public record DepositReference(String value) {
  private static final int BODY_LENGTH = 12;
  private static final Pattern FORM = Pattern.compile("RF[0-9]{2}[A-Z0-9]{12}");

  /// Checks form and check digits.
  public DepositReference {
    if (!FORM.matcher(value).matches() || !Iban.checks(value)) {
      throw new IllegalArgumentException("not a deposit reference: " + value);
    }
  }

  /// The reference of a party on a ledger: the same whenever it is asked for.
  ///
  /// @param ledger the ledger's name
  /// @param party whose money it will be
  public static DepositReference of(String ledger, PartyId party) {
    var hash = sha256("kedge deposit reference\n" + ledger + "\n" + party.value());
    var digits = new BigInteger(1, hash).toString(36).toUpperCase(Locale.ROOT);
    var body = digits.substring(digits.length() - BODY_LENGTH);
    return new DepositReference("RF" + Iban.checkDigits("RF", body) + body);
  }

  /// Every reference that stands in what a payer wrote, whatever blanks, widths and small letters
  /// they used.
  public static Set<DepositReference> in(String remittance) {
    var text =
        Normalizer.normalize(remittance, Normalizer.Form.NFKC)
            .toUpperCase(Locale.ROOT)
            .replaceAll("[\\s.:-]", "");
    var found = new LinkedHashSet<DepositReference>();
    var matcher = FORM.matcher(text);
    for (var from = 0; matcher.find(from); from = matcher.start() + 1) {
      if (Iban.checks(matcher.group())) found.add(new DepositReference(matcher.group()));
    }
    return found;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
