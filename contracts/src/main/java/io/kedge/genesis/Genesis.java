package io.kedge.genesis;

import io.kedge.contract.Change;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Identifiers;
import io.kedge.kernel.Json;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.MalformedException;
import io.kedge.kernel.PartyId;
import io.kedge.party.NewKey;
import io.kedge.party.Role;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/// The document a ledger begins with (format.md "Order, batch, time"): who founds it, who may issue
/// money on it, and the choices that stay for ever.
///
/// @param document the exact bytes as they came; their hash is the ledger's id
/// @param name the ledger's name, an id
/// @param time ledger time of the beginning; no batch is earlier
/// @param ruleBook which rule book is in force at first, from 1
/// @param consensus who orders the commands at first
/// @param stateRootEvery after how many blocks a state root is taken, from 1
/// @param founders the parties that are there from the beginning
/// @param clearingParties which founders may issue money; each holds [Role#CLEARING_AGENT]
public record Genesis(
    Bytes document,
    String name,
    LedgerTime time,
    int ruleBook,
    Consensus consensus,
    int stateRootEvery,
    List<Founder> founders,
    List<PartyId> clearingParties) {
  /// The one hash profile of format 1.
  public static final String HASH = "sha-256";

  /// Who orders the commands.
  public enum Consensus {
    /// One process.
    SOLO,
    /// The organisations' nodes, by Raft.
    RAFT,
    /// The organisations' nodes, by Byzantine agreement.
    BFT;

    static Consensus read(String text) {
      for (Consensus consensus : values()) {
        if (consensus.text().equals(text)) {
          return consensus;
        }
      }
      throw new MalformedException("consensus is none of solo, raft and bft");
    }

    /// As the document writes it.
    public String text() {
      return switch (this) {
        case SOLO -> "solo";
        case RAFT -> "raft";
        case BFT -> "bft";
      };
    }
  }

  /// Checks what the founders have to be together.
  public Genesis {
    founders = List.copyOf(founders);
    clearingParties = List.copyOf(clearingParties);
    require(ruleBook == 1, "ruleBook is not 1");
    require(stateRootEvery >= 1, "stateRootEvery is 0");
    var ids = new TreeSet<PartyId>();
    var keys = new TreeSet<KeyId>();
    for (Founder founder : founders) {
      require(ids.add(founder.party().id()), "founder " + founder.party().id() + " comes twice");
      for (NewKey key : founder.keys()) {
        require(keys.add(key.id()), "key " + key.id() + " comes twice");
      }
    }
    require(
        founders.stream().anyMatch(founder -> founder.party().acts(Role.OPERATOR)),
        "no founder is OPERATOR: nobody could verify anybody");
    var clearing = new TreeSet<PartyId>();
    founders.stream()
        .map(Founder::party)
        .filter(party -> party.acts(Role.CLEARING_AGENT))
        .forEach(party -> clearing.add(party.id()));
    require(
        clearing.equals(new TreeSet<>(clearingParties))
            && clearing.size() == clearingParties.size(),
        "clearingParties are not the founders that are CLEARING_AGENT: " + clearing);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new MalformedException("genesis: " + otherwise);
    }
  }

  /// Reads a genesis document, strict JSON as in commands.
  ///
  /// @throws MalformedException where it is not one
  public static Genesis read(Bytes document) {
    Fields fields = Fields.of("", Json.read(document));
    try {
      var genesis =
          new Genesis(
              document,
              fields.id("name", Identifiers::require),
              fields.time("time"),
              fields.small("ruleBook"),
              Consensus.read(fields.text("consensus")),
              fields.small("stateRootEvery"),
              fields.objects("founders", Founder::read),
              fields.ids("clearingParties", PartyId::new));
      require(fields.text("hash").equals(HASH), "hash is not " + HASH);
      fields.end();
      return genesis;
    } catch (IllegalArgumentException e) {
      throw new MalformedException("genesis: " + e.getMessage());
    }
  }

  /// The ledger's id: SHA-256 of the document's bytes.
  public Digest ledgerId() {
    return Digest.of(document);
  }

  /// The state the ledger begins with, in key order.
  public List<Change> changes() {
    return founders.stream()
        .flatMap(founder -> founder.changes(time))
        .sorted(Comparator.comparing(Change::key))
        .toList();
  }
}
