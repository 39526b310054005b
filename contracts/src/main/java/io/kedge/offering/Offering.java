package io.kedge.offering;

import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.LockId;
import io.kedge.kernel.OfferingId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An announced primary sale of an issue by its issuer (发售). Investors *subscribe* to an offering;
/// they *trade* with orders.
///
/// @param id its name, made by the command that announced it
/// @param issue what is offered
/// @param issuer who offers
/// @param terms what was announced
/// @param announcedAt ledger time of the announcement, where its clock starts
/// @param decrees what was done to it since, in order
/// @param status what was decided
/// @param endedAt when the last application was settled or refunded; empty before
/// @param sold units allotted, once settled
/// @param collateral cash the issuer locked for expired vouchers, while there is any
public record Offering(
    OfferingId id,
    InstrumentId issue,
    PartyId issuer,
    Terms terms,
    LedgerTime announcedAt,
    List<Decree> decrees,
    OfferingStatus status,
    Optional<LedgerTime> endedAt,
    long sold,
    Optional<LockId> collateral) {
  private static final String TAG = "kedge.offering";

  /// Copies the decrees.
  public Offering {
    decrees = List.copyOf(decrees);
  }

  /// The key of an offering's entry.
  public static Key key(OfferingId id) {
    return Key.of("offering", id.value());
  }

  /// The times in force.
  public Schedule schedule() {
    return Schedule.of(terms, decrees);
  }

  /// The same offering after one more decree.
  public Offering with(Decree decree) {
    var more = new ArrayList<>(decrees);
    more.add(decree);
    return new Offering(
        id, issue, issuer, terms, announcedAt, more, status, endedAt, sold, collateral);
  }

  /// The same offering with another status.
  public Offering with(OfferingStatus next) {
    return new Offering(
        id, issue, issuer, terms, announcedAt, decrees, next, endedAt, sold, collateral);
  }

  /// The same offering, its last application settled or refunded.
  ///
  /// @param at when
  /// @param units how many were allotted
  public Offering ended(LedgerTime at, long units) {
    return new Offering(
        id, issue, issuer, terms, announcedAt, decrees, status, Optional.of(at), units, collateral);
  }

  /// The same offering with another lock as collateral, or none.
  public Offering withCollateral(Optional<LockId> lock) {
    return new Offering(
        id, issue, issuer, terms, announcedAt, decrees, status, endedAt, sold, lock);
  }

  /// The value of this entry of the state.
  public Bytes encoded() {
    var out = new Wire(TAG, 1).text(id.value()).text(issue.value()).text(issuer.value());
    return terms
        .write(out)
        .time(announcedAt)
        .list(decrees, (w, decree) -> decree.write(w))
        .name(status)
        .option(endedAt, Wire::time)
        .i64(sold)
        .option(collateral, (w, lock) -> w.text(lock.value()))
        .bytes();
  }

  /// Reads what [#encoded] wrote.
  public static Offering decode(Bytes value) {
    var in = new WireReader(value, TAG).expectVersion(1);
    var offering =
        new Offering(
            new OfferingId(in.text()),
            new InstrumentId(in.text()),
            new PartyId(in.text()),
            Terms.read(in),
            in.time(),
            in.list(Decree::read),
            in.name(OfferingStatus.class),
            in.option(WireReader::time),
            in.i64(),
            in.option(r -> new LockId(r.text())));
    in.end();
    return offering;
  }
}
