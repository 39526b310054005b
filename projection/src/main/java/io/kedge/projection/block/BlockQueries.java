package io.kedge.projection.block;

import static io.kedge.projection.jooq.Tables.BLOCKS;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.projection.Listing;
import io.kedge.projection.Page;
import io.kedge.projection.PageRequest;
import io.kedge.projection.ReadModels;
import io.kedge.projection.jooq.tables.records.BlocksRecord;
import java.util.Optional;

/// Block information (L-05). Headers are for everybody: they are what proofs end in.
public final class BlockQueries {
  private static final Listing NEWEST = Listing.descending(BLOCKS.HEIGHT);

  private final ReadModels models;

  /// Queries over one ledger's read models.
  public BlockQueries(ReadModels models) {
    this.models = models;
  }

  /// A block as lists show it.
  ///
  /// @param height its number
  /// @param headerHash the hash of its header
  /// @param previousHash the hash of the header before
  /// @param time ledger time, milliseconds since 1970 UTC
  /// @param treeSize entries of the tree after it
  /// @param commandCount how many commands it has
  public record Row(
      long height,
      Digest headerHash,
      Digest previousHash,
      long time,
      long treeSize,
      int commandCount) {}

  /// The newest blocks first.
  public Page<Row> newest(PageRequest page) {
    return models.read(
        (db, position) ->
            NEWEST.fetch(db.selectFrom(BLOCKS), page, position.height(), BlockQueries::row));
  }

  /// The block at a height.
  public Optional<Row> at(long height) {
    return models
        .db()
        .selectFrom(BLOCKS)
        .where(BLOCKS.HEIGHT.eq(height))
        .fetchOptional(BlockQueries::row);
  }

  /// The block whose header has a hash.
  public Optional<Row> withHeader(Digest hash) {
    return models
        .db()
        .selectFrom(BLOCKS)
        .where(BLOCKS.HEADER_HASH.eq(hash.bytes().toArray()))
        .fetchOptional(BlockQueries::row);
  }

  private static Row row(BlocksRecord row) {
    return new Row(
        row.getHeight(),
        new Digest(Bytes.of(row.getHeaderHash())),
        new Digest(Bytes.of(row.getPreviousHash())),
        row.getTime(),
        row.getTreeSize(),
        row.getCommandCount());
  }
}
