package io.kedge.projection;

import static io.kedge.projection.jooq.Tables.POSITION;

import io.kedge.contract.Event;
import io.kedge.genesis.Genesis;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.projection.jooq.tables.records.BlocksRecord;
import io.kedge.projection.jooq.tables.records.CommandsRecord;
import io.kedge.projection.jooq.tables.records.EventsRecord;
import io.kedge.projection.jooq.tables.records.PositionRecord;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// The tables that every ledger has: the position, and the blocks, commands and events themselves.
final class BlockTables {
  private BlockTables() {}

  /// The position, locked until the transaction ends; none in a fresh schema.
  ///
  /// @throws ProjectionRefusedException [ProjectionRefusal#OTHER_LEDGER]
  static Optional<Position> lockPosition(DSLContext db, Digest ledger) {
    return position(db.selectFrom(POSITION).forUpdate().fetchOne(), ledger);
  }

  /// The position; none in a fresh schema.
  ///
  /// @throws ProjectionRefusedException [ProjectionRefusal#OTHER_LEDGER]
  static Optional<Position> position(DSLContext db, Digest ledger) {
    return position(db.selectFrom(POSITION).fetchOne(), ledger);
  }

  private static Optional<Position> position(@Nullable PositionRecord row, Digest ledger) {
    if (row == null) {
      return Optional.empty();
    }
    if (!row.getLedger().equals(ledger.bytes().hex())) {
      throw new ProjectionRefusedException(
          ProjectionRefusal.OTHER_LEDGER, "the schema is of ledger " + row.getLedger());
    }
    return Optional.of(
        new Position(
            row.getHeight(),
            new Digest(Bytes.of(row.getHeaderHash())),
            LedgerTime.of(row.getTime()),
            row.getTreeSize()));
  }

  /// Writes the position of the beginning.
  static Position begin(DSLContext db, Genesis genesis, long updated) {
    var start = new Position(0, Digest.ZERO, genesis.time(), 0);
    db.insertInto(POSITION)
        .set(POSITION.LEDGER, genesis.ledgerId().bytes().hex())
        .set(POSITION.HEIGHT, start.height())
        .set(POSITION.HEADER_HASH, start.headerHash().bytes().toArray())
        .set(POSITION.TIME, start.time().millis())
        .set(POSITION.TREE_SIZE, start.treeSize())
        .set(POSITION.UPDATED, updated)
        .execute();
    return start;
  }

  /// Moves the position on.
  static void advance(DSLContext db, Position to, long updated) {
    db.update(POSITION)
        .set(POSITION.HEIGHT, to.height())
        .set(POSITION.HEADER_HASH, to.headerHash().bytes().toArray())
        .set(POSITION.TIME, to.time().millis())
        .set(POSITION.TREE_SIZE, to.treeSize())
        .set(POSITION.UPDATED, updated)
        .execute();
  }

  /// Writes blocks with their commands and events.
  static void write(DSLContext db, List<FinalBlock> group) {
    var blocks = new ArrayList<BlocksRecord>();
    var commands = new ArrayList<CommandsRecord>();
    var events = new ArrayList<EventsRecord>();
    for (FinalBlock block : group) {
      blocks.add(row(block));
      for (FinalCommand command : block.commands()) {
        commands.add(row(block, command));
        int n = 0;
        for (Event event : command.events()) {
          events.add(row(block, command, n++, event));
        }
      }
    }
    db.batchInsert(blocks).execute();
    db.batchInsert(commands).execute();
    db.batchInsert(events).execute();
  }

  private static BlocksRecord row(FinalBlock block) {
    var row = new BlocksRecord();
    row.setHeight(block.height());
    row.setHeaderHash(block.headerHash().bytes().toArray());
    row.setPreviousHash(block.previousHash().bytes().toArray());
    row.setTime(block.time().millis());
    row.setTreeSize(block.treeSize());
    row.setCommandCount(block.commands().size());
    return row;
  }

  private static CommandsRecord row(FinalBlock block, FinalCommand command) {
    var row = new CommandsRecord();
    row.setHeight(block.height());
    row.setCommandIndex(command.index());
    row.setLeafIndex(command.leafIndex());
    row.setId(command.id().toString());
    row.setType(command.type());
    row.setByParty(command.by().map(PartyId::value).orElse(null));
    row.setCode(command.code());
    row.setTime(block.time().millis());
    row.setKeyIds(command.keyIds().stream().map(KeyId::value).toArray(String[]::new));
    row.setPayload(text(command.payload()).orElse(null));
    return row;
  }

  private static EventsRecord row(FinalBlock block, FinalCommand command, int n, Event event) {
    var row = new EventsRecord();
    row.setHeight(block.height());
    row.setCommandIndex(command.index());
    row.setN(n);
    row.setTag(event.tag());
    row.setBody(event.body().toArray());
    return row;
  }

  /// The payload as text; none where it is no text that PostgreSQL can keep.
  private static Optional<String> text(Bytes payload) {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(payload.unsafeArray()))
              .toString();
      return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
    } catch (CharacterCodingException _) {
      return Optional.empty(); // ordered by a hostile proposer; the leaf is in the ledger
    }
  }
}
