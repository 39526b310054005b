package io.kedge.server.money;

import io.kedge.cash.Cash;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.PartyId;
import io.kedge.projection.LedgerSchema;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import io.kedge.server.gateway.HostedLedger;
import io.kedge.server.gateway.LedgerGateway;
import io.kedge.server.money.statement.CustomerStatement;
import io.kedge.server.money.statement.RevenueStatement;
import io.kedge.server.store.LedgerReads;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.springframework.stereotype.Component;

/// Statements for customers (对账单) and for those who share proceeds (分利单), from the read models.
@Component
public class Statements {
  private static final int MOVEMENTS_MAX = 10_000;
  private static final int DAYS_MAX = 400;

  private final LedgerGateway gateway;
  private final LedgerReads reads;

  Statements(LedgerGateway gateway, LedgerReads reads) {
    this.gateway = gateway;
    this.reads = reads;
  }

  /// Which days of whose calendar.
  ///
  /// @param from first day
  /// @param to last day
  /// @param zone whose days they are
  public record Period(LocalDate from, LocalDate to, ZoneId zone) {
    /// Checks that it is not turned round and at most 400 days.
    public Period {
      if (to.isBefore(from) || from.plusDays(DAYS_MAX).isBefore(to)) {
        throw new Problem(ProblemCode.MALFORMED, "from, to: 1 to " + DAYS_MAX + " days");
      }
    }

    long begins() {
      return from.atStartOfDay(zone).toInstant().toEpochMilli();
    }

    long ends() {
      return to.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
    }
  }

  /// What one party's account of one instrument did.
  ///
  /// @param name the party's name for people
  public CustomerStatement customer(
      String ledger, PartyId party, String name, InstrumentId instrument, Period period) {
    var hosted = gateway.ledger(ledger);
    var db = reads.db(ledger);
    var height = reads.height(ledger);
    var schema = schema(hosted);
    var cash = hosted.view().get(Cash.key(instrument)).map(Cash::decode);
    var opening =
        db.fetchOptional(
                "select free_after + locked_after as held from "
                    + schema
                    + ".movements where party = ? and instrument = ? and at < ? and height <= ?"
                    + " order by height desc, command_index desc limit 1",
                party.value(),
                instrument.value(),
                period.begins(),
                height)
            .map(r -> Columns.number(r, "held"))
            .orElse(0L);
    return new CustomerStatement(
        ledger,
        hosted.genesis().ledgerId().hex(),
        party.value(),
        name,
        instrument.value(),
        cash.map(Cash::currency).orElse(""),
        cash.map(Cash::digits).orElse(0),
        period.from(),
        period.to(),
        period.zone(),
        opening,
        movements(db, schema, party, instrument, period, height),
        height);
  }

  private static List<CustomerStatement.Movement> movements(
      DSLContext db,
      String schema,
      PartyId party,
      InstrumentId instrument,
      Period period,
      long height) {
    var rows =
        db.fetch(
            "select m.height, m.command_index, m.command_id, m.type, m.at, m.free_change +"
                + " m.locked_change as change, c.leaf_index from "
                + schema
                + ".movements m join "
                + schema
                + ".commands c on c.height = m.height and c.command_index = m.command_index where"
                + " m.party = ? and m.instrument = ? and m.at >= ? and m.at < ? and m.height <= ?"
                + " and m.free_change + m.locked_change <> 0 order by m.height, m.command_index"
                + " limit ?",
            party.value(),
            instrument.value(),
            period.begins(),
            period.ends(),
            height,
            MOVEMENTS_MAX + 1);
    if (rows.size() > MOVEMENTS_MAX) {
      throw MoneyRefusal.TOO_MANY_MOVEMENTS.problem(MOVEMENTS_MAX);
    }
    if (rows.isEmpty()) return List.of();
    var first = Columns.number(rows.getFirst(), "height");
    var last = Columns.number(rows.getLast(), "height");
    var parts = parts(db, schema, party, instrument, first, last);
    var movements = new ArrayList<CustomerStatement.Movement>();
    for (var row : rows) {
      var part = parts.getOrDefault(place(row), Parts.NONE);
      var type = Columns.text(row, "type");
      var slash = type.indexOf('/');
      movements.add(
          new CustomerStatement.Movement(
              Instant.ofEpochMilli(Columns.number(row, "at")),
              Columns.text(row, "command_id"),
              slash < 0 ? type : type.substring(0, slash),
              String.join(", ", part.counterparts),
              String.join(", ", part.references),
              Columns.number(row, "change"),
              part.fee,
              Columns.number(row, "height"),
              Columns.number(row, "leaf_index")));
    }
    return movements;
  }

  /// Why a movement was: the parts that the read models keep of it.
  private static final class Parts {
    static final Parts NONE = new Parts();
    private final Set<String> counterparts = new LinkedHashSet<>();
    private final Set<String> references = new LinkedHashSet<>();
    private long fee;
  }

  private static Map<String, Parts> parts(
      DSLContext db, String schema, PartyId party, InstrumentId instrument, long first, long last) {
    var parts = new HashMap<String, Parts>();
    db.fetch(
            "select height, command_index, reason, units, counterpart, reference from "
                + schema
                + ".movement_parts where party = ? and instrument = ? and height between ? and ?"
                + " order by height, command_index, n, part",
            party.value(),
            instrument.value(),
            first,
            last)
        .forEach(
            row -> {
              var part = parts.computeIfAbsent(place(row), _ -> new Parts());
              var units = Columns.number(row, "units");
              if (Columns.text(row, "reason").equals("FEE") && units < 0) {
                part.fee = Math.subtractExact(part.fee, units);
                return;
              }
              Columns.maybeText(row, "counterpart").ifPresent(part.counterparts::add);
              Columns.maybeText(row, "reference")
                  .filter(r -> r.length() <= 40)
                  .ifPresent(part.references::add);
            });
    return parts;
  }

  private static String place(Record row) {
    return Columns.number(row, "height") + "." + Columns.number(row, "command_index");
  }

  /// A share as somebody asks for it.
  ///
  /// @param party id
  /// @param name for people
  /// @param role `ISSUER`, `OWNER` or `RIGHTS_HOLDER`
  /// @param ppm parts per million
  public record Share(PartyId party, String name, String role, long ppm) {}

  /// How the proceeds of an issue in a period are shared.
  ///
  /// @param issuer who sold it: only what came to it counts
  /// @param basis the contract that says so, for people
  public RevenueStatement revenue(
      String ledger,
      PartyId issuer,
      InstrumentId issue,
      Period period,
      String basis,
      List<Share> shares) {
    var hosted = gateway.ledger(ledger);
    var db = reads.db(ledger);
    var height = reads.height(ledger);
    var schema = schema(hosted);
    var head =
        db.fetchOptional(
                "select i.symbol, o.cash from "
                    + schema
                    + ".issues i join "
                    + schema
                    + ".offerings o on o.issue = i.id where i.id = ? and o.issuer = ? limit 1",
                issue.value(),
                issuer.value())
            .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "no offering of " + issue));
    var cash =
        hosted
            .view()
            .get(Cash.key(new InstrumentId(Columns.text(head, "cash"))))
            .map(Cash::decode)
            .orElseThrow();
    var sales = sales(db, schema, issuer, issue, cash, period, height);
    var net =
        sales.stream().mapToLong(s -> s.grossUnits() - s.feeUnits()).reduce(0, Math::addExact);
    var sum = shares.stream().mapToLong(Share::ppm).reduce(0, Math::addExact);
    if (sum != RevenueSharing.WHOLE_PPM || shares.stream().anyMatch(s -> s.ppm() < 0)) {
      throw MoneyRefusal.SHARES_NOT_WHOLE.problem(sum + " ppm");
    }
    var parts =
        RevenueSharing.of(
            net,
            shares.stream()
                .map(s -> new RevenueSharing.Share(s.party().value(), s.ppm()))
                .toList());
    var told = new ArrayList<RevenueStatement.Part>();
    for (var i = 0; i < parts.size(); i++) {
      var share = shares.get(i);
      told.add(
          new RevenueStatement.Part(
              share.party().value(),
              share.name(),
              share.role(),
              share.ppm(),
              parts.get(i).units()));
    }
    return new RevenueStatement(
        issue.value(),
        Columns.text(head, "symbol"),
        issuer.value(),
        cash.currency(),
        cash.digits(),
        period.from(),
        period.to(),
        period.zone(),
        basis,
        sales,
        told,
        height);
  }

  private static List<RevenueStatement.Sale> sales(
      DSLContext db,
      String schema,
      PartyId issuer,
      InstrumentId issue,
      Cash cash,
      Period period,
      long height) {
    var rows =
        db.fetch(
            "select p.height, p.command_index, c.id, c.leaf_index, c.time, sum(p.units) filter"
                + " (where p.reason = 'SUBSCRIPTION') as gross, coalesce(-sum(p.units) filter"
                + " (where p.reason = 'FEE' and p.units < 0), 0) as fee from "
                + schema
                + ".movement_parts p join "
                + schema
                + ".offerings o on o.id = p.reference join "
                + schema
                + ".commands c on c.height = p.height and c.command_index = p.command_index where"
                + " p.party = ? and p.instrument = ? and p.reason in ('SUBSCRIPTION', 'FEE') and"
                + " o.issue = ? and c.time >= ? and c.time < ? and p.height <= ? group by"
                + " p.height, p.command_index, c.id, c.leaf_index, c.time having sum(p.units)"
                + " filter (where p.reason = 'SUBSCRIPTION') > 0 order by p.height,"
                + " p.command_index limit ?",
            issuer.value(),
            cash.id().value(),
            issue.value(),
            period.begins(),
            period.ends(),
            height,
            MOVEMENTS_MAX + 1);
    if (rows.size() > MOVEMENTS_MAX) {
      throw MoneyRefusal.TOO_MANY_MOVEMENTS.problem(MOVEMENTS_MAX);
    }
    return rows.map(
        r ->
            new RevenueStatement.Sale(
                Instant.ofEpochMilli(Columns.number(r, "time")),
                Columns.text(r, "id"),
                Columns.number(r, "gross"),
                Columns.number(r, "fee"),
                Columns.number(r, "height"),
                Columns.number(r, "leaf_index")));
  }

  private static String schema(HostedLedger ledger) {
    return LedgerSchema.of(ledger.genesis()).name();
  }

  /// The last movement's day of a party, for a default period.
  Optional<LocalDate> lastDay(String ledger, PartyId party, ZoneId zone) {
    var hosted = gateway.ledger(ledger);
    return reads
        .db(ledger)
        .fetchOptional(
            "select at from "
                + schema(hosted)
                + ".movements where party = ? order by height desc, command_index desc limit 1",
            party.value())
        .map(r -> LocalDate.ofInstant(Instant.ofEpochMilli(Columns.number(r, "at")), zone));
  }
}
