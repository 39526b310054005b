package io.kedge.server.ledger;

import static io.kedge.server.reading.Told.number;

import io.kedge.contract.Event;
import io.kedge.contract.Outcome;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.kernel.PartyId;
import io.kedge.projection.block.BlockQueries;
import io.kedge.projection.block.CommandQueries;
import io.kedge.rulebook.DomainEvents;
import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.api.RefusalTexts;
import io.kedge.server.api.Titles;
import io.kedge.server.reading.Reads;
import io.kedge.server.reading.Rows;
import io.kedge.server.reading.Told;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Blocks and transactions (L-05, L-06). Everybody sees that a command was ordered, of which type,
/// and how it ended; who asked, what was said and what happened see those whom it concerns.
@RestController
@RequestMapping("/api/v1")
class BlockController {
  private final Reads reads;

  BlockController(Reads reads) {
    this.reads = reads;
  }

  /// A block.
  ///
  /// @param height its number
  /// @param headerHash the hash of its header
  /// @param previousHash the hash of the header before
  /// @param time ledger time
  /// @param treeSize entries of the tree after it
  /// @param commands how many commands it has
  record Block(
      String height,
      String headerHash,
      String previousHash,
      String time,
      String treeSize,
      int commands) {
    static Block of(BlockQueries.Row row) {
      return new Block(
          number(row.height()),
          row.headerHash().hex(),
          row.previousHash().hex(),
          Told.time(row.time()),
          number(row.treeSize()),
          row.commandCount());
    }
  }

  /// A transaction: a command that was ordered.
  ///
  /// @param id its id
  /// @param height its block
  /// @param index its place in the block
  /// @param leafIndex its leaf in the tree
  /// @param type its type
  /// @param title the same in words
  /// @param result `accepted`, or the refusal's code
  /// @param resultText what the refusal means
  /// @param time ledger time
  /// @param concerned true where the caller may see the rest
  /// @param by who asked
  /// @param keyIds the keys that signed
  /// @param payload what was signed, as it came
  /// @param receipt where its receipt is
  record Transaction(
      String id,
      String height,
      int index,
      String leafIndex,
      String type,
      String title,
      String result,
      Optional<String> resultText,
      String time,
      boolean concerned,
      Optional<String> by,
      List<String> keyIds,
      Optional<String> payload,
      String receipt) {}

  /// A transaction with what happened.
  ///
  /// @param transaction the transaction
  /// @param events what happened, in order; none for those whom it does not concern
  record TransactionStory(Transaction transaction, List<Happened> events) {}

  /// An event.
  ///
  /// @param n its place among the command's events
  /// @param tag which event
  /// @param title the same in words
  /// @param members its members by name
  record Happened(int n, String tag, String title, Map<String, Object> members) {}

  @GetMapping("/blocks")
  @Access(Access.PUBLIC)
  Rows<Block> blocks(
      Optional<Caller> caller,
      @RequestParam Optional<String> ledger,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit) {
    var queries = new BlockQueries(reads.of(caller, ledger).models());
    return Reads.rows(after, limit, queries::newest, Block::of);
  }

  @GetMapping("/blocks/{height}")
  @Access(Access.PUBLIC)
  Block block(
      Optional<Caller> caller, @PathVariable long height, @RequestParam Optional<String> ledger) {
    var queries = new BlockQueries(reads.of(caller, ledger).models());
    return Block.of(Reads.found(queries.at(height)));
  }

  @GetMapping("/transactions")
  @Access(Access.PUBLIC)
  Rows<Transaction> transactions(
      Optional<Caller> caller,
      @RequestParam Optional<String> ledger,
      @RequestParam Optional<String> party,
      @RequestParam Optional<String> type,
      @RequestParam Optional<Boolean> refused,
      @RequestParam Optional<Long> height,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit,
      Locale locale) {
    var look = reads.of(caller, ledger);
    var filter =
        new CommandQueries.Filter(
            party.map(name -> Reads.id(name, PartyId::new)), type, refused, height);
    return Reads.rows(
        after,
        limit,
        page -> new CommandQueries(look.models()).newest(look.viewer(), filter, page),
        row -> transaction(row, locale));
  }

  @GetMapping("/transactions/{id}")
  @Access(Access.PUBLIC)
  TransactionStory transaction(
      Optional<Caller> caller,
      @PathVariable String id,
      @RequestParam Optional<String> ledger,
      Locale locale) {
    var look = reads.of(caller, ledger);
    var queries = new CommandQueries(look.models());
    CommandId command = Reads.id(id, hex -> new CommandId(Digest.fromHex(hex)));
    var row = Reads.found(queries.withId(look.viewer(), command));
    List<Happened> events =
        queries.events(look.viewer(), command).stream()
            .map(event -> happened(event, locale))
            .toList();
    return new TransactionStory(transaction(row, locale), events);
  }

  private static Happened happened(CommandQueries.EventRow event, Locale locale) {
    return new Happened(
        event.n(),
        event.tag(),
        Titles.ofEvent(event.tag(), locale),
        EventWords.of(DomainEvents.decode(new Event(event.body()))));
  }

  private static Transaction transaction(CommandQueries.Row row, Locale locale) {
    int version = row.type().indexOf('/');
    String type = version < 0 ? row.type() : row.type().substring(0, version);
    Optional<String> text =
        row.code().equals(Outcome.ACCEPTED)
            ? Optional.empty()
            : RefusalTexts.find(row.code(), locale).map(RefusalTexts.Text::title);
    return new Transaction(
        row.id().hex(),
        number(row.height()),
        row.index(),
        number(row.leafIndex()),
        row.type(),
        Titles.ofCommand(type, locale),
        row.code(),
        text,
        Told.time(row.time()),
        row.details().isPresent(),
        row.details().flatMap(CommandQueries.Details::by).map(PartyId::value),
        row.details().map(CommandQueries.Details::keyIds).orElse(List.of()),
        row.details().flatMap(CommandQueries.Details::payload),
        "/api/v1/receipts/" + row.id().hex());
  }
}
