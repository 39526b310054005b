package io.kedge.projection.search;

import static io.kedge.projection.jooq.Tables.SEARCH_ENTRIES;

import io.kedge.asset.Asset;
import io.kedge.asset.AssetEvent;
import io.kedge.asset.AssetRight;
import io.kedge.asset.AssetStatus;
import io.kedge.catalogue.CatalogueEntry;
import io.kedge.catalogue.CatalogueEvent;
import io.kedge.contract.DomainEvent;
import io.kedge.contract.Event;
import io.kedge.genesis.Founder;
import io.kedge.genesis.Genesis;
import io.kedge.issue.Issue;
import io.kedge.issue.IssueEvent;
import io.kedge.issue.IssueStatus;
import io.kedge.kernel.PartyId;
import io.kedge.offering.Offering;
import io.kedge.offering.OfferingEvent;
import io.kedge.offering.OfferingStatus;
import io.kedge.party.Party;
import io.kedge.party.PartyEvent;
import io.kedge.projection.EventPosition;
import io.kedge.projection.Projection;
import io.kedge.projection.SearchText;
import io.kedge.rulebook.DomainEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;

/// Makes everything with words findable. An asset's title is its catalogue entry's names, as they
/// were when it was filed; an issue's and an offering's is the symbol and the anchor's title.
public final class SearchProjection implements Projection {
  /// Among the viewers of a row: every party that is signed in. No party has such an id.
  static final String MEMBERS = "*";

  private static final int DETAIL_LENGTH_MAX = 1_000;

  @Override
  public String name() {
    return "search";
  }

  @Override
  public Set<String> tags() {
    return Set.of(
        "party.registered",
        "party.verified",
        "party.declined",
        "party.closed",
        "party.rolesSet",
        "catalogue.entryPut",
        "asset.registered",
        "asset.refiled",
        "asset.confirmed",
        "asset.ended",
        "asset.amended",
        "issue.proposed",
        "issue.confirmed",
        "issue.ended",
        "liquidation.liquidated",
        "offering.announced",
        "offering.ended");
  }

  @Override
  public void begin(DSLContext db, Genesis genesis) {
    for (Founder founder : genesis.founders()) {
      put(db, of(founder.party()), 0);
    }
  }

  @Override
  public void apply(DSLContext db, Event event, EventPosition position) {
    long height = position.height();
    DomainEvent decoded = DomainEvents.decode(event);
    switch (decoded) {
      case PartyEvent.Registered e -> put(db, of(e.party()), height);
      case PartyEvent.Verified e -> put(db, of(e.party()), height);
      case PartyEvent.Declined e -> put(db, of(e.party()), height);
      case PartyEvent.Closed e -> put(db, of(e.party()), height);
      case PartyEvent.RolesSet e -> put(db, of(e.party()), height);
      case CatalogueEvent.EntryPut e -> put(db, of(e.entry()), height);
      case AssetEvent.Registered e -> put(db, of(db, e.asset()), height);
      case AssetEvent.Refiled e -> put(db, of(db, e.asset()), height);
      case AssetEvent.Amended e -> put(db, of(db, e.asset()), height);
      case AssetEvent.Confirmed e ->
          status(
              db, SearchKind.ASSET, e.asset().value(), AssetStatus.CONFIRMED.name(), true, height);
      case AssetEvent.Ended e ->
          status(db, SearchKind.ASSET, e.asset().value(), e.status().name(), false, height);
      case IssueEvent.Proposed e -> put(db, of(db, e.issue()), height);
      case IssueEvent.Confirmed e ->
          status(
              db, SearchKind.ISSUE, e.issue().value(), IssueStatus.CONFIRMED.name(), true, height);
      case IssueEvent.Ended e ->
          status(db, SearchKind.ISSUE, e.issue().value(), e.status().name(), false, height);
      case io.kedge.liquidation.LiquidationEvent.Liquidated e ->
          status(
              db, SearchKind.ISSUE, e.issue().value(), IssueStatus.LIQUIDATED.name(), true, height);
      case OfferingEvent.Announced e -> put(db, of(db, e.offering()), height);
      case OfferingEvent.Ended e ->
          status(db, SearchKind.OFFERING, e.id().value(), e.status().name(), true, height);
      default -> throw new IllegalStateException("not asked for: " + event.tag());
    }
  }

  /// What can be found of one thing.
  private record Entry(
      SearchKind kind,
      String id,
      String titleZh,
      String titleEn,
      String detail,
      String status,
      boolean open,
      SortedSet<String> viewers,
      List<String> more) {}

  private static Entry of(Party party) {
    String roles = party.roles().stream().map(Enum::name).collect(Collectors.joining(" "));
    return new Entry(
        SearchKind.PARTY,
        party.id().value(),
        party.id().value(),
        party.id().value(),
        party.kind() + " " + roles,
        party.status().name(),
        false,
        new TreeSet<>(List.of(MEMBERS)),
        List.of());
  }

  private static Entry of(CatalogueEntry entry) {
    return new Entry(
        SearchKind.CATALOGUE,
        entry.id().value(),
        entry.names().wordings().getOrDefault("zh-CN", entry.names().binds()),
        entry.names().wordings().getOrDefault("en", entry.names().binds()),
        attributes(entry.attributes().values()),
        entry.retired() ? "RETIRED" : "IN_USE",
        true,
        viewers(Stream.of()),
        List.of(entry.category().toString()));
  }

  private static Entry of(DSLContext db, Asset asset) {
    var content = asset.content();
    String entry = content.entry().value();
    Title title = title(db, SearchKind.CATALOGUE, entry).orElse(new Title(entry, entry));
    var parties =
        Stream.concat(
            Stream.of(asset.owner(), content.custodian(), content.issuer()),
            content.rights().stream().map(AssetRight::holder));
    var more = new ArrayList<String>(List.of(entry));
    content.rights().forEach(right -> more.add(right.description()));
    return new Entry(
        SearchKind.ASSET,
        asset.id().value(),
        title.zh(),
        title.en(),
        attributes(content.attributes().values()),
        asset.status().name(),
        asset.status() == AssetStatus.CONFIRMED,
        viewers(parties),
        more);
  }

  private static Entry of(DSLContext db, Issue issue) {
    Title anchor = title(db, SearchKind.ASSET, issue.asset().value()).orElse(new Title("", ""));
    return new Entry(
        SearchKind.ISSUE,
        issue.id().value(),
        (issue.symbol() + " " + anchor.zh()).strip(),
        (issue.symbol() + " " + anchor.en()).strip(),
        issue.asset().value(),
        issue.status().name(),
        false,
        viewers(Stream.concat(Stream.of(issue.issuer()), issue.venue().stream())),
        List.of());
  }

  private static Entry of(DSLContext db, Offering offering) {
    String issue = offering.issue().value();
    Title title = title(db, SearchKind.ISSUE, issue).orElse(new Title(issue, issue));
    var clauses = offering.terms().clauses().text().wordings();
    return new Entry(
        SearchKind.OFFERING,
        offering.id().value(),
        title.zh(),
        title.en(),
        clauses.getOrDefault("zh-CN", offering.terms().clauses().text().binds()),
        OfferingStatus.ANNOUNCED.name(),
        true,
        viewers(Stream.of(offering.issuer())),
        new ArrayList<>(clauses.values()));
  }

  private record Title(String zh, String en) {}

  private static Optional<Title> title(DSLContext db, SearchKind kind, String id) {
    return db.select(SEARCH_ENTRIES.TITLE_ZH, SEARCH_ENTRIES.TITLE_EN)
        .from(SEARCH_ENTRIES)
        .where(SEARCH_ENTRIES.KIND.eq(kind.name()).and(SEARCH_ENTRIES.ID.eq(id)))
        .fetchOptional(row -> new Title(row.value1(), row.value2()));
  }

  private static String attributes(java.util.SortedMap<String, String> values) {
    return values.entrySet().stream()
        .map(value -> value.getKey() + "=" + value.getValue())
        .collect(Collectors.joining("; "));
  }

  private static SortedSet<String> viewers(Stream<PartyId> parties) {
    return parties.map(PartyId::value).collect(Collectors.toCollection(TreeSet::new));
  }

  private static void put(DSLContext db, Entry entry, long height) {
    var texts =
        new ArrayList<>(List.of(entry.id(), entry.titleZh(), entry.titleEn(), entry.detail()));
    texts.addAll(entry.more());
    String detail = entry.detail();
    int cut = Math.min(detail.length(), DETAIL_LENGTH_MAX);
    var row = db.newRecord(SEARCH_ENTRIES);
    row.setKind(entry.kind().name());
    row.setId(entry.id());
    row.setTitleZh(entry.titleZh());
    row.setTitleEn(entry.titleEn());
    row.setDetail(detail.substring(0, cut));
    row.setStatus(entry.status());
    row.setOpen(entry.open());
    row.setViewers(entry.viewers().toArray(String[]::new));
    row.setPieces(SearchText.pieces(texts));
    row.setChangedHeight(height);
    db.insertInto(SEARCH_ENTRIES)
        .set(row)
        .onConflict(SEARCH_ENTRIES.KIND, SEARCH_ENTRIES.ID)
        .doUpdate()
        .set(row)
        .execute();
  }

  private static void status(
      DSLContext db, SearchKind kind, String id, String status, boolean open, long height) {
    db.update(SEARCH_ENTRIES)
        .set(SEARCH_ENTRIES.STATUS, status)
        .set(SEARCH_ENTRIES.OPEN, open)
        .set(SEARCH_ENTRIES.CHANGED_HEIGHT, height)
        .where(SEARCH_ENTRIES.KIND.eq(kind.name()).and(SEARCH_ENTRIES.ID.eq(id)))
        .execute();
  }
}
