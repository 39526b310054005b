package io.kedge.offering;

import io.kedge.contract.SignedDocument;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Fields;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import java.util.Optional;

/// The terms as a command's body has them: the regulator's commitment is still a signed document.
///
/// @param terms what is announced
/// @param commitment the regulator's, where lots may be drawn
record Announcement(Terms terms, Optional<SignedDocument<LotteryCommitment>> commitment) {
  static Announcement parse(Fields fields) {
    var subscription = fields.object("subscription", Subscription::parse);
    var terms =
        new Terms(
            fields.id("anchor", AssetId::new),
            fields.positive("quantity"),
            fields.positive("price"),
            fields.id("cash", InstrumentId::new),
            fields.positive("ratio"),
            fields.id("operator", PartyId::new),
            subscription.terms(),
            fields.object("trading", TradingTerms::parse),
            fields.object("redemption", RedemptionTerms::parse),
            fields.object("clauses", Clauses::parse),
            fields.object("circulation", Circulation::parse),
            fields
                .optional("compliance", name -> fields.object(name, ComplianceTerms::parse))
                .orElse(ComplianceTerms.CAUTIOUS));
    return new Announcement(terms, subscription.commitment());
  }

  private record Subscription(
      SubscriptionTerms terms, Optional<SignedDocument<LotteryCommitment>> commitment) {
    static Subscription parse(Fields fields) {
      var window = new Window(fields.time("opens"), fields.time("closes"));
      long unitsMin = fields.positive("unitsMin");
      long unitsCap = fields.positive("unitsCap");
      long lot = fields.positive("lot");
      long softCap = fields.count("softCap");
      var tranches = fields.objects("tranches", Tranche::parse);
      var draw = fields.optional("draw", name -> fields.object(name, Promise::parse));
      var terms =
          new SubscriptionTerms(
              window,
              unitsMin,
              unitsCap,
              lot,
              softCap,
              tranches,
              draw.map(Promise::draw),
              fields.object("unsold", Unsold::parse));
      return new Subscription(terms, draw.map(Promise::regulator));
    }
  }

  private record Promise(
      Digest issuer, SignedDocument<LotteryCommitment> regulator, LedgerTime revealDeadline) {
    static Promise parse(Fields fields) {
      return new Promise(
          fields.digest("issuerCommitment"),
          SignedDocument.read(
              fields.json("regulatorCommitment"), LotteryCommitment.TYPE, LotteryCommitment::parse),
          fields.time("revealDeadline"));
    }

    Draw draw() {
      return new Draw(
          issuer,
          regulator.signed().party(),
          regulator.signed().value().commitment(),
          revealDeadline);
    }
  }
}
