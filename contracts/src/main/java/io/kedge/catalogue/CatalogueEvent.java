package io.kedge.catalogue;

import io.kedge.contract.DomainEvent;
import io.kedge.contract.EventFormat;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;

/// What may have happened to the catalogue.
public sealed interface CatalogueEvent extends DomainEvent {
  /// How each of them is read.
  EventFormat<CatalogueEvent> FORMAT =
      EventFormat.<CatalogueEvent>empty()
          .with(
              "catalogue.entryPut",
              1,
              in -> new EntryPut(CatalogueEntry.decode(in.bytes()), new PartyId(in.text())))
          .with(
              "catalogue.rightTypePut",
              1,
              in -> new RightTypePut(RightType.decode(in.bytes()), new PartyId(in.text())));

  /// Reads what [#encoded] wrote.
  ///
  /// @throws IllegalArgumentException where it is none of these events, or damaged
  static CatalogueEvent decode(Bytes body) {
    return FORMAT.decode(body);
  }

  /// An entry was entered or changed.
  ///
  /// @param entry as it is now
  /// @param by who did it
  record EntryPut(CatalogueEntry entry, PartyId by) implements CatalogueEvent {
    @Override
    public Bytes encoded() {
      return new Wire("catalogue.entryPut", 1).bytes(entry.encoded()).text(by.value()).bytes();
    }
  }

  /// A type of rights was entered or changed.
  ///
  /// @param rightType as it is now
  /// @param by who did it
  record RightTypePut(RightType rightType, PartyId by) implements CatalogueEvent {
    @Override
    public Bytes encoded() {
      return new Wire("catalogue.rightTypePut", 1)
          .bytes(rightType.encoded())
          .text(by.value())
          .bytes();
    }
  }
}
