package io.kedge.testing;

import static io.kedge.testing.Bodies.body;
import static io.kedge.testing.Bodies.set;
import static io.kedge.testing.Bodies.texts;
import static io.kedge.testing.Market.CELLAR;
import static io.kedge.testing.Market.DAY;
import static io.kedge.testing.Market.TEA;
import static io.kedge.testing.Market.accepted;
import static io.kedge.testing.Market.in;

import io.kedge.asset.Asset;
import io.kedge.asset.AssetContent;
import io.kedge.asset.AssetRight;
import io.kedge.catalogue.RightTypeId;
import io.kedge.contract.Change;
import io.kedge.contract.Outcome;
import io.kedge.kernel.Json;
import io.kedge.kernel.NoteId;
import io.kedge.kernel.OfferingId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.VoucherId;
import io.kedge.kernel.WireReader;
import io.kedge.note.Note;
import io.kedge.note.StripedTotal;
import io.kedge.party.Role;
import io.kedge.voucher.Voucher;
import io.kedge.voucher.Vouchers;
import java.util.List;
import java.util.function.UnaryOperator;

/// A [Market] on day 20, when redemption opens for twenty days: alice and bob hold 50 units of tea
/// each, a unit is two cakes, vouchers are good for 90 days, a tenth may be missing. `warehouse`
/// holds the tea for `owner`, `estate` honours the right `brand` once for each cake and `garden`
/// the right `tasting` three times.
public final class Cellar {
  /// How long a voucher is good for, in milliseconds.
  public static final long VOUCHER_MILLIS = 90 * DAY;

  private final Market market = new Market();
  private final OfferingId offering;
  private int nonces;

  private Cellar(long expiryPrice) {
    world()
        .with("warehouse", Role.CUSTODIAN)
        .with("estate", Role.RIGHTS_HOLDER)
        .with("garden", Role.RIGHTS_HOLDER);
    giveRights();
    UnaryOperator<Json.Obj> tolerance = in("redemption", set("shortagePpm", "100000"));
    if (expiryPrice == 0) {
      offering = market.announce(tolerance);
    } else {
      NoteId cash = market.cash("issuer", 100 * expiryPrice);
      Json.Obj rule = body("{'kind':'CASH'}").with("price", expiryPrice);
      offering =
          market.announce(
              tolerance,
              in("redemption", set("expiry", rule)),
              set("collateral", texts(cash.value())));
    }
    market.atDay(1);
    accepted(market.apply(offering, "alice", "public", 50));
    accepted(market.apply(offering, "bob", "public", 50));
    market.atDay(3).tally(offering).settle(offering).atDay(20);
  }

  /// A cellar whose expired vouchers are forfeit.
  public static Cellar forfeit() {
    return new Cellar(0);
  }

  /// A cellar whose issuer pays for expired vouchers.
  ///
  /// @param price minor units per unit
  public static Cellar paying(long price) {
    return new Cellar(price);
  }

  private void giveRights() {
    Asset asset = market.asset();
    AssetContent content = asset.content();
    var rights =
        List.of(
            new AssetRight(new RightTypeId("brand"), new PartyId("estate"), "label", 1),
            new AssetRight(new RightTypeId("tasting"), new PartyId("garden"), "tasting", 3));
    var more =
        new AssetContent(
            content.entry(),
            content.quantity(),
            content.custodian(),
            content.issuer(),
            rights,
            content.documents(),
            content.portrait(),
            content.attributes());
    put(
        new Asset(
            asset.id(),
            asset.version(),
            asset.owner(),
            more,
            asset.unit(),
            asset.anchored(),
            asset.status(),
            asset.statement()));
  }

  /// Writes the anchor straight into the state.
  public void put(Asset asset) {
    world().put(new Change.Put(Asset.key(CELLAR), asset.encoded()));
  }

  /// The market around it.
  public Market market() {
    return market;
  }

  /// The ledger.
  public World world() {
    return market.world();
  }

  /// The offering.
  public OfferingId offering() {
    return offering;
  }

  /// The notes of tea somebody has, in key order.
  public List<NoteId> notes(String party) {
    return world().view().entries().values().stream()
        .filter(value -> WireReader.tagOf(value).equals("kedge.note"))
        .map(Note::decode)
        .filter(note -> note.owner().value().equals(party))
        .filter(note -> note.amount().instrument().equals(TEA))
        .map(Note::id)
        .toList();
  }

  /// The body of a redemption out of all one's notes.
  public Json.Obj redemption(String party, long units) {
    return body("{'issue':'tea'}").with("units", units).with("inputs", inputs(party));
  }

  /// All one's notes of tea, as inputs.
  public Json inputs(String party) {
    return Json.Arr.ofTexts(notes(party).stream().map(NoteId::value).toList());
  }

  /// Redeems units into a voucher, whose name is the answer.
  public String redeem(String party, long units) {
    accepted(world().send(party, "redemption.redeem", redemption(party, units)));
    boolean change = Note.find(world().view(), new NoteId(output(0))).isPresent();
    return output(change ? 1 : 0);
  }

  /// What the last command named its output.
  public String output(int index) {
    return world().lastId().output(index);
  }

  /// A voucher as it is.
  public Voucher voucher(String id) {
    return Vouchers.find(world().view(), new VoucherId(id)).orElseThrow();
  }

  /// All vouchers there ever were, in key order.
  public List<Voucher> vouchers() {
    return world().view().entries().values().stream()
        .filter(value -> WireReader.tagOf(value).equals("kedge.voucher"))
        .map(Voucher::decode)
        .toList();
  }

  /// A total of the tea.
  public long total(StripedTotal.Name name) {
    return new StripedTotal(TEA, name).sum(world().view());
  }

  /// The body of a pick-up authorisation for the warehouse, good for ten minutes.
  ///
  /// @param quantity in cakes
  public Json.Obj authorisation(String voucher, long quantity) {
    return body("{'warehouse':'warehouse'}")
        .with("voucher", voucher)
        .with("quantity", quantity)
        .with("nonce", "pick-up-" + nonces++)
        .with("notAfter", world().now().plusMillis(600_000).millis());
  }

  /// The body of a delivery.
  ///
  /// @param authorisation the holder's document
  public static Json.Obj delivery(
      String voucher, Json.Obj authorisation, long handed, long shortage) {
    return Json.Obj.empty()
        .with("voucher", voucher)
        .with("authorisation", authorisation)
        .with("handed", handed)
        .with("shortage", shortage);
  }

  /// Lets a holder pick goods up at the warehouse.
  public Outcome pickUp(String holder, String voucher, long handed, long shortage) {
    Json.Obj paper =
        world().document(holder, "voucher.pickup", authorisation(voucher, handed + shortage));
    return world().send("warehouse", "voucher.deliver", delivery(voucher, paper, handed, shortage));
  }

  /// Freezes something by order of the regulator.
  ///
  /// @param kind `PARTY`, `ASSET`, `INSTRUMENT` or `NOTE`
  public void freeze(String kind, String id) {
    accepted(world().send("regulator", "freeze.freeze", order(kind, id)));
  }

  /// Lifts a freeze.
  public void unfreeze(String kind, String id) {
    accepted(world().send("regulator", "freeze.unfreeze", order(kind, id)));
  }

  private static Json.Obj order(String kind, String id) {
    return body("{'reason':'an order of the court'}")
        .with("kind", kind)
        .with("id", id)
        .with("evidence", "ab".repeat(32));
  }
}
