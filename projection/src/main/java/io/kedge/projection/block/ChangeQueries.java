package io.kedge.projection.block;

import static io.kedge.projection.jooq.Tables.BLOCKS;
import static io.kedge.projection.jooq.Tables.COMMANDS;
import static io.kedge.projection.jooq.Tables.COMMAND_PARTIES;
import static io.kedge.projection.jooq.Tables.EVENTS;

import io.kedge.contract.Event;
import io.kedge.kernel.Bytes;
import io.kedge.projection.ReadModels;
import io.kedge.projection.jooq.tables.records.BlocksRecord;
import io.kedge.projection.jooq.tables.records.CommandsRecord;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.DSLContext;

/// Reads what blocks changed, and whom it concerns, block after block: for streams.
public final class ChangeQueries {
  private final ReadModels models;

  /// Queries over one ledger's read models.
  public ChangeQueries(ReadModels models) {
    this.models = models;
  }

  /// What a block changed.
  ///
  /// @param height its number
  /// @param time its ledger time, milliseconds since 1970 UTC
  /// @param commands its accepted commands, in order
  public record BlockChanges(long height, long time, List<CommandChanges> commands) {}

  /// What a command changed.
  ///
  /// @param id its id, in hexadecimal
  /// @param type `concept.verb/version`
  /// @param parties whom it concerns: who asked, and whose value it moved
  /// @param events what happened, in order
  public record CommandChanges(String id, String type, Set<String> parties, List<Event> events) {}

  /// A block's changes.
  ///
  /// @param height of a block that is in the read models
  public BlockChanges at(long height) {
    return models.read(
        (db, position) -> {
          BlocksRecord block = db.selectFrom(BLOCKS).where(BLOCKS.HEIGHT.eq(height)).fetchSingle();
          List<CommandChanges> commands =
              db.selectFrom(COMMANDS)
                  .where(COMMANDS.HEIGHT.eq(height))
                  .and(COMMANDS.CODE.eq("accepted"))
                  .orderBy(COMMANDS.COMMAND_INDEX)
                  .fetch(row -> changes(db, row));
          return new BlockChanges(height, block.getTime(), commands);
        });
  }

  private static CommandChanges changes(DSLContext db, CommandsRecord command) {
    var parties =
        new TreeSet<>(
            db.select(COMMAND_PARTIES.PARTY)
                .from(COMMAND_PARTIES)
                .where(COMMAND_PARTIES.HEIGHT.eq(command.getHeight()))
                .and(COMMAND_PARTIES.COMMAND_INDEX.eq(command.getCommandIndex()))
                .fetch(row -> row.value1()));
    if (command.getByParty() != null) {
      parties.add(command.getByParty());
    }
    List<Event> events =
        db.select(EVENTS.BODY)
            .from(EVENTS)
            .where(EVENTS.HEIGHT.eq(command.getHeight()))
            .and(EVENTS.COMMAND_INDEX.eq(command.getCommandIndex()))
            .orderBy(EVENTS.N)
            .fetch(row -> new Event(Bytes.of(row.value1())));
    return new CommandChanges(command.getId(), command.getType(), parties, events);
  }
}
