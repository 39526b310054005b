package io.kedge.projection.block;

import static io.kedge.projection.jooq.Tables.COMMANDS;
import static io.kedge.projection.jooq.Tables.COMMAND_PARTIES;
import static io.kedge.projection.jooq.Tables.EVENTS;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.selectOne;

import io.kedge.contract.CommandRefusal;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.kernel.PartyId;
import io.kedge.projection.Listing;
import io.kedge.projection.Page;
import io.kedge.projection.PageRequest;
import io.kedge.projection.ReadModels;
import io.kedge.projection.Viewer;
import io.kedge.projection.jooq.tables.records.CommandsRecord;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/// Transaction information (L-06): commands by id, by block and by party.
///
/// That a command exists, its type, result and place are for everybody who may read the ledger's
/// blocks. Who asked, what was signed and what happened are for those whom it concerns: the party
/// that asked, the owners of the notes and locks it made, spent or ended, and those who see
/// everything.
public final class CommandQueries {
  private static final Listing NEWEST = Listing.descending(COMMANDS.HEIGHT, COMMANDS.COMMAND_INDEX);

  /// No command makes more events than this many that are shown.
  private static final int EVENTS_MAX = 1_000;

  private final ReadModels models;

  /// Queries over one ledger's read models.
  public CommandQueries(ReadModels models) {
    this.models = models;
  }

  /// A command as lists show it.
  ///
  /// @param id its id
  /// @param height its block
  /// @param index its place in the block
  /// @param leafIndex its leaf in the tree, by which its receipt is made
  /// @param type `concept.verb/version`; empty where its payload could not be read
  /// @param code `accepted`, or the refusal's code
  /// @param time ledger time, milliseconds since 1970 UTC
  /// @param details what only those see whom it concerns
  public record Row(
      CommandId id,
      long height,
      int index,
      long leafIndex,
      String type,
      String code,
      long time,
      Optional<Details> details) {}

  /// What only those see whom a command concerns.
  ///
  /// @param by who asked; none where the payload could not be read
  /// @param keyIds the keys that signed
  /// @param payload what was signed, JSON; none where it was no text
  public record Details(Optional<PartyId> by, List<String> keyIds, Optional<String> payload) {}

  /// What happened in a command.
  ///
  /// @param n its place among the command's events
  /// @param tag which event
  /// @param body its bytes, as they are in the block
  public record EventRow(int n, String tag, Bytes body) {}

  /// Which commands a list has; all conditions hold together.
  ///
  /// @param party only those that concern this party
  /// @param type only those whose type begins like this, for example `order.`
  /// @param refused only refused ones, or only accepted ones
  /// @param height only those of this block
  public record Filter(
      Optional<PartyId> party,
      Optional<String> type,
      Optional<Boolean> refused,
      Optional<Long> height) {
    /// Every command.
    public static final Filter ALL =
        new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /// Those that concern a party.
    public static Filter of(PartyId party) {
      return new Filter(Optional.of(party), Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  /// Commands, the newest first. A viewer who asks for another party's sees none.
  public Page<Row> newest(Viewer viewer, Filter filter, PageRequest page) {
    if (filter.party().isPresent() && !viewer.sees(filter.party().get())) {
      return new Page<>(List.of(), Optional.empty(), models.position().height());
    }
    return models.read(
        (db, position) ->
            NEWEST
                .fetch(
                    db.selectFrom(COMMANDS).where(condition(filter)),
                    page,
                    position.height(),
                    row -> row)
                .map(row -> row(row, concerns(db, viewer, row))));
  }

  /// A command by its id: where its envelope was ordered twice, the one that was decided.
  public Optional<Row> withId(Viewer viewer, CommandId id) {
    DSLContext db = models.db();
    return decided(db, id).map(row -> row(row, concerns(db, viewer, row)));
  }

  /// The command at a leaf of the tree.
  public Optional<Row> atLeaf(Viewer viewer, long leafIndex) {
    DSLContext db = models.db();
    return db.selectFrom(COMMANDS)
        .where(COMMANDS.LEAF_INDEX.eq(leafIndex))
        .fetchOptional()
        .map(row -> row(row, concerns(db, viewer, row)));
  }

  /// What happened in a command; nothing for those whom it does not concern.
  public List<EventRow> events(Viewer viewer, CommandId id) {
    DSLContext db = models.db();
    return decided(db, id)
        .filter(row -> concerns(db, viewer, row))
        .map(row -> events(db, row))
        .orElse(List.of());
  }

  private static List<EventRow> events(DSLContext db, CommandsRecord command) {
    return db.selectFrom(EVENTS)
        .where(EVENTS.HEIGHT.eq(command.getHeight()))
        .and(EVENTS.COMMAND_INDEX.eq(command.getCommandIndex()))
        .orderBy(EVENTS.N)
        .limit(EVENTS_MAX)
        .fetch(row -> new EventRow(row.getN(), row.getTag(), Bytes.of(row.getBody())));
  }

  private static Optional<CommandsRecord> decided(DSLContext db, CommandId id) {
    return db.selectFrom(COMMANDS)
        .where(COMMANDS.ID.eq(id.hex()))
        .orderBy(
            DSL.when(COMMANDS.CODE.eq(CommandRefusal.ALREADY_DECIDED.code()), 1).otherwise(0),
            COMMANDS.HEIGHT,
            COMMANDS.COMMAND_INDEX)
        .limit(1)
        .fetchOptional();
  }

  private static Condition condition(Filter filter) {
    Condition condition = noCondition();
    if (filter.party().isPresent()) {
      String party = filter.party().get().value();
      condition = condition.and(COMMANDS.BY_PARTY.eq(party).or(touches(party)));
    }
    if (filter.type().isPresent()) {
      condition = condition.and(COMMANDS.TYPE.startsWith(filter.type().get()));
    }
    if (filter.refused().isPresent()) {
      boolean refused = filter.refused().get();
      condition =
          condition.and(refused ? COMMANDS.CODE.ne("accepted") : COMMANDS.CODE.eq("accepted"));
    }
    if (filter.height().isPresent()) {
      condition = condition.and(COMMANDS.HEIGHT.eq(filter.height().get()));
    }
    return condition;
  }

  private static Condition touches(String party) {
    return exists(
        selectOne()
            .from(COMMAND_PARTIES)
            .where(COMMAND_PARTIES.PARTY.eq(party))
            .and(COMMAND_PARTIES.HEIGHT.eq(COMMANDS.HEIGHT))
            .and(COMMAND_PARTIES.COMMAND_INDEX.eq(COMMANDS.COMMAND_INDEX)));
  }

  private static boolean concerns(DSLContext db, Viewer viewer, CommandsRecord row) {
    if (viewer.everything() || viewer.party().isEmpty()) {
      return viewer.everything();
    }
    return viewer.id().equals(row.getByParty())
        || db.fetchExists(
            COMMAND_PARTIES,
            COMMAND_PARTIES
                .PARTY
                .eq(viewer.id())
                .and(COMMAND_PARTIES.HEIGHT.eq(row.getHeight()))
                .and(COMMAND_PARTIES.COMMAND_INDEX.eq(row.getCommandIndex())));
  }

  private static Row row(CommandsRecord row, boolean concerned) {
    Optional<Details> details =
        concerned
            ? Optional.of(
                new Details(
                    Optional.ofNullable(row.getByParty()).map(PartyId::new),
                    List.of(row.getKeyIds()),
                    Optional.ofNullable(row.getPayload())))
            : Optional.empty();
    return new Row(
        new CommandId(new Digest(Bytes.fromHex(row.getId()))),
        row.getHeight(),
        row.getCommandIndex(),
        row.getLeafIndex(),
        row.getType(),
        row.getCode(),
        row.getTime(),
        details);
  }
}
