package io.kedge.catalogue;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.party.Parties;
import io.kedge.party.Role;

/// `catalogue.putEntry`: the operator enters or changes a kind of thing (A-47, B-19).
public final class PutCatalogueEntry implements Contract<CatalogueCommand.PutEntry> {
  @Override
  public CommandType type() {
    return CommandType.of("catalogue.putEntry");
  }

  @Override
  public CatalogueCommand.PutEntry decode(Fields body) {
    return new CatalogueCommand.PutEntry(CatalogueEntry.read(body));
  }

  @Override
  public Decision decide(
      Signed<CatalogueCommand.PutEntry> signed, LedgerView view, LedgerTime now) {
    CatalogueEntry entry = signed.value().entry();
    Parties.requireRole(view, signed.party(), Role.OPERATOR);
    Catalogue.find(view, entry.id())
        .ifPresent(
            known ->
                RefusedException.unless(
                    known.category() == entry.category()
                        && known.unit().holdsTheSameAs(entry.unit()),
                    CatalogueRefusal.ENTRY_FIXED,
                    entry.id()));
    return Decision.accept()
        .put(CatalogueEntry.key(entry.id()), entry.encoded())
        .event(new CatalogueEvent.EntryPut(entry, signed.party()).encoded())
        .build();
  }
}
