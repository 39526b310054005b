package io.kedge.server.directory;

import static io.kedge.server.jooq.Tables.PARTY_NAME;

import io.kedge.kernel.PartyId;
import io.kedge.party.Parties;
import io.kedge.party.PartyKind;
import io.kedge.server.access.Caller;
import io.kedge.server.gateway.LedgerGateway;
import io.kedge.server.store.Store;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/// The names of parties, for those who may see them.
@Component
public class PartyNames {
  private final Store store;
  private final LedgerGateway gateway;

  PartyNames(Store store, LedgerGateway gateway) {
    this.store = store;
    this.gateway = gateway;
  }

  /// Keeps what a party is called, from now on.
  public void put(String ledger, PartyId party, PartyName name) {
    store
        .db()
        .insertInto(PARTY_NAME)
        .set(PARTY_NAME.LEDGER, ledger)
        .set(PARTY_NAME.PARTY, party.value())
        .set(PARTY_NAME.ZH, name.zh())
        .set(PARTY_NAME.EN, name.en())
        .onConflict(PARTY_NAME.LEDGER, PARTY_NAME.PARTY)
        .doUpdate()
        .set(PARTY_NAME.ZH, name.zh())
        .set(PARTY_NAME.EN, name.en())
        .execute();
  }

  /// The names of parties as a caller may see them: those of persons and households are whole for
  /// themselves and for who sees all of the ledger, and masked for the others.
  ///
  /// @param caller empty where nobody is signed in
  /// @return those that have a name, by party id
  public SortedMap<String, PartyName> of(
      String ledger, Optional<Caller> caller, Collection<String> parties) {
    var names = new TreeMap<String, PartyName>();
    store
        .db()
        .selectFrom(PARTY_NAME)
        .where(PARTY_NAME.LEDGER.eq(ledger), PARTY_NAME.PARTY.in(parties))
        .forEach(
            row -> {
              var name = new PartyName(row.getZh(), row.getEn());
              boolean whole = isWhole(ledger, caller, new PartyId(row.getParty()));
              names.put(row.getParty(), whole ? name : name.masked());
            });
    return names;
  }

  private boolean isWhole(String ledger, Optional<Caller> caller, PartyId party) {
    boolean own =
        caller
            .filter(known -> known.ledger().equals(ledger))
            .map(known -> known.seesAll() || known.party().equals(party))
            .orElse(false);
    return own || !isPerson(ledger, party);
  }

  /// A party that is not on the ledger yet is taken for a person.
  private boolean isPerson(String ledger, PartyId party) {
    return Parties.find(gateway.ledger(ledger).view(), party)
        .map(found -> found.kind())
        .map(kind -> kind == PartyKind.INDIVIDUAL || kind == PartyKind.HOUSEHOLD)
        .orElse(true);
  }
}
