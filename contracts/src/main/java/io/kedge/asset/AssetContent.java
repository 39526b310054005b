package io.kedge.asset;

import io.kedge.catalogue.Attributes;
import io.kedge.catalogue.CatalogueId;
import io.kedge.kernel.DocumentRef;
import io.kedge.kernel.Fields;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/// What an owner says about an asset and the others attest: neither the physical asset nor its
/// rights may be empty (B-01), and it has a portrait (B-06).
///
/// @param entry which kind of thing it is
/// @param quantity how much of it, in its smallest deliverable units, 1 or more when it is filed
/// @param custodian who holds it and hands it out
/// @param issuer who may issue on it
/// @param rights the rights that come with it, 1 to [#LIST_MAX], none twice
/// @param documents what proves it, 1 to [#LIST_MAX], each name once
/// @param portrait where its portrait comes from, 1 to [#LIST_MAX], each source once
/// @param attributes what else is known about it
public record AssetContent(
    CatalogueId entry,
    long quantity,
    PartyId custodian,
    PartyId issuer,
    List<AssetRight> rights,
    List<DocumentRef> documents,
    List<PortraitSource> portrait,
    Attributes attributes) {
  /// How many rights, documents or sources an asset can have of each.
  public static final int LIST_MAX = 32;

  /// Copies the lists and checks their form.
  public AssetContent {
    rights = List.copyOf(rights);
    documents = List.copyOf(documents);
    portrait = List.copyOf(portrait);
    if (quantity < 0) {
      throw new IllegalArgumentException("negative quantity");
    }
    for (AssetRight right : rights) {
      if (Math.multiplyHigh(quantity, right.countPerUnit()) != 0
          || quantity * right.countPerUnit() < 0) {
        throw new IllegalArgumentException("right " + right.type() + " counts over 64 bits");
      }
    }
    check("rights", rights, rights.stream().map(r -> r.type() + " " + r.holder()).toList());
    check("documents", documents, documents.stream().map(DocumentRef::name).toList());
    check("portrait", portrait, portrait.stream().map(PortraitSource::source).toList());
  }

  private static void check(String what, Collection<?> list, List<String> names) {
    if (list.isEmpty() || list.size() > LIST_MAX) {
      throw new IllegalArgumentException(what + " has 1 to " + LIST_MAX + " items");
    }
    if (new TreeSet<>(names).size() != names.size()) {
      throw new IllegalArgumentException(what + " has an item twice");
    }
  }

  /// Reads the members; the caller ends the fields.
  static AssetContent read(Fields body) {
    return new AssetContent(
        body.id("entry", CatalogueId::new),
        body.positive("quantity"),
        body.id("custodian", PartyId::new),
        body.id("issuer", PartyId::new),
        body.objects("rights", AssetRight::read),
        body.objects("documents", DocumentRef::read),
        body.objects("portrait", PortraitSource::read),
        Attributes.read(body, "attributes"));
  }

  AssetContent withQuantity(long next) {
    return new AssetContent(
        entry, next, custodian, issuer, rights, documents, portrait, attributes);
  }

  AssetContent withAttributes(Attributes next) {
    return new AssetContent(entry, quantity, custodian, issuer, rights, documents, portrait, next);
  }

  void write(Wire out) {
    out.text(entry.value())
        .i64(quantity)
        .text(custodian.value())
        .text(issuer.value())
        .list(rights, (w, right) -> right.write(w))
        .list(documents, DocumentRef::write)
        .list(portrait, (w, source) -> source.write(w));
    Attributes.write(out, attributes);
  }

  static AssetContent read(WireReader in) {
    return new AssetContent(
        new CatalogueId(in.text()),
        in.i64(),
        new PartyId(in.text()),
        new PartyId(in.text()),
        in.list(AssetRight::read),
        in.list(DocumentRef::read),
        in.list(PortraitSource::read),
        Attributes.read(in));
  }
}
