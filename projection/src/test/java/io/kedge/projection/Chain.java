package io.kedge.projection;

import io.kedge.contract.Event;
import io.kedge.contract.Outcome;
import io.kedge.genesis.Genesis;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/// A ledger of made-up blocks, and a projection of them that would notice any block that is lost,
/// doubled or out of order.
final class Chain implements BlockSource {
  private final Genesis genesis;
  private final List<FinalBlock> blocks = new ArrayList<>();
  private long leaves;

  Chain(String name) {
    genesis =
        Genesis.read(
            Bytes.utf8(
                """
                {"name":"%s","time":"1000","ruleBook":1,"consensus":"solo","stateRootEvery":1,
                 "hash":"sha-256","clearingParties":[],"founders":[{"party":"operator",
                 "kind":"ENTERPRISE","roles":["OPERATOR"],"commitment":"%s","employees":[],
                 "keys":[{"algorithm":"ED25519","publicKey":"%s","holder":"SELF"}]}]}
                """
                    .formatted(name, Digest.ZERO.bytes().hex(), key())));
  }

  /// One more block with so many commands, two events each.
  synchronized FinalBlock add(int commandCount) {
    long height = blocks.size() + 1L;
    var commands = new ArrayList<FinalCommand>();
    for (int i = 0; i < commandCount; i++) {
      Digest id = Digest.of(Bytes.utf8(genesis.name() + "/" + height + "/" + i));
      var events =
          List.of(
              new Event(new Wire("chain.first", 1).i64(height * 100L + i).bytes()),
              new Event(new Wire("chain.second", 1).i64(i).bytes()));
      commands.add(
          new FinalCommand(
              i,
              leaves++,
              new CommandId(id),
              "chain.add/1",
              Optional.of(new PartyId(i % 2 == 0 ? "anna" : "bert")),
              Bytes.utf8("{\"n\":\"" + i + "\"}"),
              List.of(new KeyId("anna-1")),
              Outcome.ACCEPTED,
              events));
    }
    leaves++;
    Digest previous = blocks.isEmpty() ? Digest.ZERO : blocks.getLast().headerHash();
    Digest hash = Digest.of(Bytes.utf8(genesis.name() + height + previous.bytes().hex()));
    var block =
        new FinalBlock(height, LedgerTime.of(1_000 + height), hash, previous, leaves, commands);
    blocks.add(block);
    notifyAll();
    return block;
  }

  @Override
  public Genesis genesis() {
    return genesis;
  }

  @Override
  public synchronized long height() {
    return blocks.size();
  }

  @Override
  public synchronized List<FinalBlock> read(long from, int max) {
    int first = (int) from - 1;
    return first >= blocks.size()
        ? List.of()
        : List.copyOf(blocks.subList(first, Math.min(blocks.size(), first + max)));
  }

  @Override
  public synchronized boolean awaitAbove(long height, Duration atMost) throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    while (height() <= height && System.nanoTime() < until) {
      wait(10);
    }
    return height() > height;
  }

  private static String key() {
    try {
      byte[] encoded =
          KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic().getEncoded();
      return Bytes.of(encoded).slice(encoded.length - 32, encoded.length).base64();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /// Everything in a schema's tables but the moments at which it was written.
  static List<String> rows(DSLContext db, LedgerSchema schema) {
    var rows = new ArrayList<String>();
    for (String table :
        db.resultQuery(
                "select table_name from information_schema.tables where table_schema = {0}"
                    + " and table_type = 'BASE TABLE'"
                    + " and table_name <> 'flyway_schema_history' order by 1",
                DSL.inline(schema.name()))
            .fetch(0, String.class)) {
      rows.addAll(
          db.resultQuery(
                  "select {0} || ' ' || (to_jsonb(t) - 'updated')::text from {1} t order by 1",
                  DSL.inline(table), DSL.name(schema.name(), table))
              .fetch(0, String.class));
    }
    return rows;
  }
}
