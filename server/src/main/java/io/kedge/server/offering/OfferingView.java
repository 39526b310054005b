package io.kedge.server.offering;

import static io.kedge.server.reading.Told.number;
import static io.kedge.server.reading.Told.time;

import io.kedge.kernel.DocumentRef;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.offering.AllotmentRule;
import io.kedge.offering.Circulation;
import io.kedge.offering.Eligibility;
import io.kedge.offering.ExpiryRule;
import io.kedge.offering.Offering;
import io.kedge.offering.Schedule;
import io.kedge.offering.SubscriptionTerms;
import io.kedge.offering.Terms;
import io.kedge.offering.Tranche;
import io.kedge.offering.Unsold;
import io.kedge.offering.Window;
import io.kedge.projection.offering.OfferingQueries.OfferingRow;
import io.kedge.server.api.Names;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// An offering with everything that was announced (C-09 to C-19), and the times in force.
///
/// @param id its id
/// @param issue what is offered
/// @param issuer who offers
/// @param operator who runs its market
/// @param anchor the asset behind it
/// @param quantity units offered
/// @param price minor units of cash per unit
/// @param cash which cash
/// @param ratio smallest deliverable units of the anchor per unit
/// @param phase in which phase it is now
/// @param phaseName the same in words
/// @param status what was decided
/// @param statusName the same in words
/// @param announcedAt when it was announced
/// @param endedAt when its last application was settled
/// @param sold units allotted
/// @param clock the moment on its own clock, which stands still while it is frozen
/// @param times the times in force
/// @param suspended true while trading is suspended
/// @param subscription the announced rules of subscription
/// @param trading the announced rules of trading
/// @param redemption the announced rules of redemption
/// @param clauses additional clauses
/// @param circulation `INTERNAL` or `EXTERNAL`
/// @param venue the outside system
/// @param compliance what market rules ask
/// @param commandId the command that announced it
/// @param height the height this is of
record OfferingView(
    String id,
    String issue,
    String issuer,
    String operator,
    String anchor,
    String quantity,
    String price,
    String cash,
    String ratio,
    String phase,
    String phaseName,
    String status,
    String statusName,
    String announcedAt,
    Optional<String> endedAt,
    String sold,
    String clock,
    Times times,
    boolean suspended,
    Subscription subscription,
    Trading trading,
    Redemption redemption,
    Clauses clauses,
    String circulation,
    Optional<String> venue,
    Compliance compliance,
    String commandId,
    String height) {

  /// The times in force, on the offering's clock.
  ///
  /// @param subscription when applications are taken
  /// @param trading when units are traded
  /// @param redemption when units are redeemed
  record Times(Span subscription, Span trading, Span redemption) {}

  /// A span of time.
  ///
  /// @param opens its first moment
  /// @param closes the first moment after it
  record Span(String opens, String closes) {
    static Span of(Window window) {
      return new Span(time(window.opens().millis()), time(window.closes().millis()));
    }
  }

  /// The rules of subscription (C-13, C-14).
  ///
  /// @param announced the announced window
  /// @param unitsMin the least that may be asked for
  /// @param unitsCap the most that one beneficial owner may ask for
  /// @param lot units come in multiples of this
  /// @param softCap with fewer units asked for the offering fails
  /// @param tranches its parts
  /// @param drawDeadline until when the secrets of a draw may be revealed
  /// @param unsold `RETURN` or `EXTEND`
  record Subscription(
      Span announced,
      String unitsMin,
      String unitsCap,
      String lot,
      String softCap,
      List<Part> tranches,
      Optional<String> drawDeadline,
      String unsold) {}

  /// A tranche.
  ///
  /// @param name how applications name it
  /// @param units how many units
  /// @param eligible `ANYONE`, `CLASSES` or `LISTED`
  /// @param rule how it is shared out
  /// @param ruleName the same in words
  record Part(String name, String units, String eligible, String rule, String ruleName) {}

  /// The rules of trading (C-15, C-16).
  ///
  /// @param parallel true where trading goes on beside redemption
  /// @param feeSchedule which fees
  /// @param tick prices come in multiples of this
  /// @param lot units come in multiples of this
  /// @param bandPpm how far a price may be from the reference, in millionths
  record Trading(
      boolean parallel, String feeSchedule, String tick, String lot, Optional<String> bandPpm) {}

  /// The rules of redemption (C-12, C-17).
  ///
  /// @param voucherDays how many days a voucher is good for
  /// @param shortagePpm what may be missing at a handover, in millionths
  /// @param expiry `FORFEIT` or `CASH`
  /// @param expiryPrice what an expired unit is paid
  record Redemption(
      int voucherDays, String shortagePpm, String expiry, Optional<String> expiryPrice) {}

  /// Additional clauses (C-18).
  ///
  /// @param binding the language that binds
  /// @param texts language to wording
  /// @param documents longer documents
  record Clauses(String binding, Map<String, String> texts, List<Paper> documents) {}

  /// A document that is kept elsewhere.
  ///
  /// @param name its name
  /// @param digest its SHA-256
  record Paper(String name, String digest) {}

  /// What market rules ask.
  ///
  /// @param method how units are traded
  /// @param holdersMax how many may hold units; 0 where not limited
  /// @param resaleDelayDays trading days before units may be sold on
  /// @param investorClasses who may hold units
  record Compliance(
      String method, int holdersMax, int resaleDelayDays, List<String> investorClasses) {}

  static OfferingView of(OfferingRow row, Locale locale) {
    Offering offering = row.offering();
    Terms terms = offering.terms();
    Schedule times = offering.schedule();
    Optional<PartyId> venue =
        terms.circulation() instanceof Circulation.External(var outside)
            ? Optional.of(outside)
            : Optional.empty();
    return new OfferingView(
        offering.id().value(),
        offering.issue().value(),
        offering.issuer().value(),
        terms.operator().value(),
        terms.anchor().value(),
        number(terms.quantity()),
        number(terms.price()),
        terms.cash().value(),
        number(terms.ratio()),
        row.phase().name(),
        Names.of(row.phase(), locale),
        offering.status().name(),
        Names.of(offering.status(), locale),
        time(offering.announcedAt().millis()),
        offering.endedAt().map(at -> time(at.millis())),
        number(offering.sold()),
        time(row.clock().millis()),
        new Times(
            Span.of(times.subscription()), Span.of(times.trading()), Span.of(times.redemption())),
        times.suspended(),
        subscription(terms.subscription(), times.revealDeadline(), locale),
        trading(terms),
        redemption(terms),
        clauses(terms),
        venue.isPresent() ? "EXTERNAL" : "INTERNAL",
        venue.map(PartyId::value),
        compliance(terms),
        row.commandId(),
        number(row.height()));
  }

  private static Subscription subscription(
      SubscriptionTerms terms, LedgerTime revealDeadline, Locale locale) {
    return new Subscription(
        Span.of(terms.window()),
        number(terms.unitsMin()),
        number(terms.unitsCap()),
        number(terms.lot()),
        number(terms.softCap()),
        terms.tranches().stream().map(tranche -> part(tranche, locale)).toList(),
        terms.draw().map(_ -> time(revealDeadline.millis())),
        terms.unsold() instanceof Unsold.Return ? "RETURN" : "EXTEND");
  }

  private static Part part(Tranche tranche, Locale locale) {
    String eligible =
        switch (tranche.eligible()) {
          case Eligibility.Anyone _ -> "ANYONE";
          case Eligibility.Classes _ -> "CLASSES";
          case Eligibility.Listed _ -> "LISTED";
        };
    String rule = rule(tranche.rule());
    return new Part(
        tranche.name(),
        number(tranche.units()),
        eligible,
        rule,
        Names.of(AllotmentRule.class, rule, locale));
  }

  static String rule(AllotmentRule rule) {
    return switch (rule) {
      case AllotmentRule.FirstCome _ -> "FIRST_COME";
      case AllotmentRule.ProRata _ -> "PRO_RATA";
      case AllotmentRule.Lottery _ -> "LOTTERY";
      case AllotmentRule.Hybrid _ -> "HYBRID";
    };
  }

  private static Trading trading(Terms terms) {
    var trading = terms.trading();
    return new Trading(
        trading.parallel(),
        trading.feeSchedule().value(),
        number(trading.tick()),
        number(trading.lot()),
        trading.bandPpm().map(ppm -> Long.toString(ppm)));
  }

  private static Redemption redemption(Terms terms) {
    var redemption = terms.redemption();
    return switch (redemption.expiry()) {
      case ExpiryRule.Forfeit _ ->
          new Redemption(
              redemption.voucherDays(),
              number(redemption.shortagePpm()),
              "FORFEIT",
              Optional.empty());
      case ExpiryRule.Cash(long price) ->
          new Redemption(
              redemption.voucherDays(),
              number(redemption.shortagePpm()),
              "CASH",
              Optional.of(number(price)));
    };
  }

  private static Clauses clauses(Terms terms) {
    var clauses = terms.clauses();
    return new Clauses(
        clauses.text().binding(),
        clauses.text().wordings(),
        clauses.documents().stream().map(OfferingView::paper).toList());
  }

  private static Paper paper(DocumentRef document) {
    return new Paper(document.name(), document.digest().hex());
  }

  private static Compliance compliance(Terms terms) {
    var compliance = terms.compliance();
    return new Compliance(
        compliance.method().name(),
        compliance.holdersMax(),
        compliance.resaleDelayDays(),
        compliance.classes().stream().map(Enum::name).toList());
  }
}
