package io.kedge.testing;

import static io.kedge.testing.Bodies.body;

import io.kedge.asset.Asset;
import io.kedge.asset.Assets;
import io.kedge.attestation.Statement;
import io.kedge.attestation.Statements;
import io.kedge.contract.Outcome;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Json;
import io.kedge.kernel.StatementId;
import io.kedge.party.Role;
import java.util.List;

/// A world in which tea can be registered and attested: `market` runs it, `cellar` owns the tea,
/// `garden` honours a tasting, `house` issues on it, `store` holds it, `court` regulates.
public final class Anchors {
  /// A day in milliseconds.
  public static final long DAY = 86_400_000;

  private Anchors() {}

  /// The world, with the entry `tea.cake` and the right `tasting` in its catalogue.
  public static World world() {
    World world =
        World.standard()
            .with("market", Role.OPERATOR)
            .with("cellar", Role.OWNER)
            .with("garden", Role.RIGHTS_HOLDER)
            .with("house", Role.ISSUER)
            .with("store", Role.CUSTODIAN)
            .with("court", Role.REGULATOR);
    accepted(world.send("market", "catalogue.putEntry", entry()));
    accepted(world.send("market", "catalogue.putRightType", rightType()));
    return world;
  }

  /// The body of a `catalogue.putEntry` for cakes of tea.
  public static Json.Obj entry() {
    return body(
        """
        {'id': 'tea.cake', 'category': 'TEA', 'mayAnchor': true, 'harmless': ['photo'],
         'names': {'binding': 'zh-CN', 'zh-CN': '七子饼茶', 'en': 'Tea cake'},
         'unit': {'name': {'binding': 'zh-CN', 'zh-CN': '饼', 'en': 'cake'},
                  'content': '357', 'contentUnit': 'g'},
         'attributes': {'origin': '勐海'}}
        """);
  }

  /// The body of a `catalogue.putRightType`.
  public static Json.Obj rightType() {
    return body(
        "{'id': 'tasting', 'names': {'binding': 'zh-CN', 'zh-CN': '品鉴权', 'en': 'Tasting'}}");
  }

  /// The body of an `asset.register`.
  public static Json.Obj registration(World world, long quantity) {
    String digest = Digest.of(Bytes.utf8("report")).hex();
    return body("""
            {'entry': 'tea.cake', 'custodian': 'store', 'issuer': 'house',
             'rights': [{'type': 'tasting', 'holder': 'garden', 'countPerUnit': '1',
                         'description': 'a tasting for two'}],
             'documents': [{'name': 'inspection-report', 'digest': '%1$s',
                            'reference': 'file 7', 'mediaType': 'application/pdf'}],
             'portrait': [{'source': 'laboratory', 'digest': '%1$s', 'reference': 'lab 3'}],
             'attributes': {'year': '2019', 'photo': 'front'}}
            """
            .formatted(digest))
        .with("quantity", quantity)
        .with("deadline", world.now().plusMillis(7 * DAY).millis());
  }

  /// Registers tea that nobody has attested yet.
  public static AssetId registered(World world, long quantity) {
    accepted(world.send("cellar", "asset.register", registration(world, quantity)));
    return new AssetId(world.lastId().output(0));
  }

  /// Registers tea that everybody has attested.
  public static AssetId confirmed(World world, long quantity) {
    AssetId id = registered(world, quantity);
    attest(world, statementOf(world, id), "cellar", "garden", "house", "market");
    return id;
  }

  /// The asset as it is.
  public static Asset asset(World world, AssetId id) {
    return Assets.require(world.view(), id);
  }

  /// The last statement about an asset.
  public static StatementId statementOf(World world, AssetId id) {
    return asset(world, id).statement();
  }

  /// Lets parties of [#world] sign a statement, each in its role.
  public static void attest(World world, StatementId id, String... parties) {
    for (String party : List.of(parties)) {
      accepted(world.send(party, "attestation.attest", attestation(world, id, party)));
    }
  }

  /// The body of an `attestation.attest` of a party of [#world].
  public static Json.Obj attestation(World world, StatementId id, String party) {
    Statement statement = Statements.require(world.view(), id);
    return Json.Obj.empty()
        .with("statement", id.value())
        .with("digest", statement.digest().hex())
        .with("role", role(party).name());
  }

  private static Role role(String party) {
    return switch (party) {
      case "market" -> Role.OPERATOR;
      case "cellar" -> Role.OWNER;
      case "garden" -> Role.RIGHTS_HOLDER;
      case "house" -> Role.ISSUER;
      case "store" -> Role.CUSTODIAN;
      case "court" -> Role.REGULATOR;
      default -> throw new IllegalArgumentException(party);
    };
  }

  /// The outcome itself.
  ///
  /// @throws AssertionError where it was refused
  public static Outcome accepted(Outcome outcome) {
    if (!outcome.accepted()) {
      throw new AssertionError(outcome.code() + ": " + outcome.detail());
    }
    return outcome;
  }
}
