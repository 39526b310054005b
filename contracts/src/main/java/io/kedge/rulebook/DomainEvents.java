package io.kedge.rulebook;

import io.kedge.asset.AssetEvent;
import io.kedge.attestation.AttestationEvent;
import io.kedge.cash.CashEvent;
import io.kedge.catalogue.CatalogueEvent;
import io.kedge.contract.DomainEvent;
import io.kedge.contract.Event;
import io.kedge.contract.EventFormat;
import io.kedge.fee.FeeEvent;
import io.kedge.freeze.FreezeEvent;
import io.kedge.gift.GiftEvent;
import io.kedge.issue.IssueEvent;
import io.kedge.kernel.WireReader;
import io.kedge.liquidation.LiquidationEvent;
import io.kedge.note.NoteEvent;
import io.kedge.offering.OfferingEvent;
import io.kedge.party.PartyEvent;
import io.kedge.reduction.ReductionEvent;
import io.kedge.settlement.SettlementEvent;
import io.kedge.subscription.SubscriptionEvent;
import io.kedge.voucher.VoucherEvent;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// Every event that any rule book has ever made, read back from a block's bytes by its tag.
public final class DomainEvents {
  private static final List<EventFormat<? extends DomainEvent>> CONCEPTS =
      List.of(
          PartyEvent.FORMAT,
          FreezeEvent.FORMAT,
          CatalogueEvent.FORMAT,
          AttestationEvent.FORMAT,
          AssetEvent.FORMAT,
          ReductionEvent.FORMAT,
          NoteEvent.FORMAT,
          FeeEvent.FORMAT,
          CashEvent.FORMAT,
          IssueEvent.FORMAT,
          OfferingEvent.FORMAT,
          SubscriptionEvent.FORMAT,
          VoucherEvent.FORMAT,
          LiquidationEvent.FORMAT,
          SettlementEvent.FORMAT,
          GiftEvent.FORMAT);

  private static final SortedMap<String, EventFormat<? extends DomainEvent>> BY_TAG = byTag();

  private DomainEvents() {}

  /// The tags of all events, in alphabetical order.
  public static SortedSet<String> tags() {
    return Collections.unmodifiableSortedSet(new TreeMap<>(BY_TAG).navigableKeySet());
  }

  /// The typed event of an event's bytes.
  ///
  /// @throws IllegalArgumentException where there is no such event or version, or it is damaged
  public static DomainEvent decode(Event event) {
    String tag = WireReader.tagOf(event.body());
    var format = BY_TAG.get(tag);
    if (format == null) {
      throw new IllegalArgumentException("no event is called " + tag);
    }
    return format.decode(event.body());
  }

  private static SortedMap<String, EventFormat<? extends DomainEvent>> byTag() {
    var byTag = new TreeMap<String, EventFormat<? extends DomainEvent>>();
    for (var concept : CONCEPTS) {
      for (String tag : concept.tags()) {
        if (byTag.put(tag, concept) != null) {
          throw new IllegalStateException("two events are called " + tag);
        }
      }
    }
    return byTag;
  }
}
