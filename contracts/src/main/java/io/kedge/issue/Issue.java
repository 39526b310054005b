package io.kedge.issue;

import io.kedge.contract.Key;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.StatementId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.Optional;
import java.util.regex.Pattern;

/// A class of units on an anchor (数字资产). A unit stands for `ratio` smallest deliverable units of
/// the asset; the units somebody holds are notes.
///
/// @param id its name, made by the command that proposed it; the instrument has the same
/// @param symbol a short name for people, `[A-Z0-9][A-Z0-9._-]{0,15}`
/// @param asset the anchor
/// @param ratio N: smallest deliverable units of the anchor per unit, at least 1 (B-08, I-16)
/// @param units how many units there may ever be; once offered, how many were sold
/// @param issuer who issues
/// @param venue the outside system or chain that confirmed it too, where there is one (C-07)
/// @param statement the confirmation statement (确权)
/// @param status where it is in its life
public record Issue(
    InstrumentId id,
    String symbol,
    AssetId asset,
    long ratio,
    long units,
    PartyId issuer,
    Optional<PartyId> venue,
    StatementId statement,
    IssueStatus status) {
  private static final String TAG = "kedge.issue";
  private static final Pattern SYMBOL = Pattern.compile("[A-Z0-9][A-Z0-9._-]{0,15}");

  /// Checks symbol and ranges.
  public Issue {
    requireSymbol(symbol);
    if (ratio < 1 || units < 0) {
      throw new IllegalArgumentException("ratio or units out of range");
    }
    Math.multiplyExact(ratio, units);
  }

  /// Checks the form of a symbol.
  ///
  /// @throws IllegalArgumentException where it is another
  static void requireSymbol(String symbol) {
    if (!SYMBOL.matcher(symbol).matches()) {
      throw new IllegalArgumentException("not a symbol: " + symbol);
    }
  }

  /// The key of an issue's entry.
  public static Key key(InstrumentId id) {
    return Key.of("issue", id.value());
  }

  /// How much of the anchor stands behind some units, in its smallest deliverable units.
  public long goods(long some) {
    return Math.multiplyExact(ratio, some);
  }

  /// The same issue with another status.
  public Issue with(IssueStatus next) {
    return new Issue(id, symbol, asset, ratio, units, issuer, venue, statement, next);
  }

  /// The same issue with fewer units: those that were sold.
  public Issue withUnits(long sold) {
    return new Issue(id, symbol, asset, ratio, sold, issuer, venue, statement, status);
  }

  /// The digest of what the parties confirm: the whole proposal, on which version of the anchor.
  public Digest attestedDigest(int assetVersion) {
    var out = new Wire("kedge.issue.attested", 1).text(id.value()).text(symbol);
    out.text(asset.value()).u32(assetVersion).i64(ratio).i64(units).text(issuer.value());
    return Digest.of(out.option(venue, (w, party) -> w.text(party.value())).bytes());
  }

  /// The value of this entry of the state.
  public Bytes encoded() {
    return new Wire(TAG, 1)
        .text(id.value())
        .text(symbol)
        .text(asset.value())
        .i64(ratio)
        .i64(units)
        .text(issuer.value())
        .option(venue, (w, party) -> w.text(party.value()))
        .text(statement.value())
        .name(status)
        .bytes();
  }

  /// Reads what [#encoded] wrote.
  public static Issue decode(Bytes value) {
    var in = new WireReader(value, TAG).expectVersion(1);
    var issue =
        new Issue(
            new InstrumentId(in.text()),
            in.text(),
            new AssetId(in.text()),
            in.i64(),
            in.i64(),
            new PartyId(in.text()),
            in.option(r -> new PartyId(r.text())),
            new StatementId(in.text()),
            in.name(IssueStatus.class));
    in.end();
    return issue;
  }
}
