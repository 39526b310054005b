package io.kedge.scenario.workload;

import io.kedge.asset.Asset;
import io.kedge.attestation.Statement;
import io.kedge.cash.Cash;
import io.kedge.cash.Deposit;
import io.kedge.catalogue.CatalogueEntry;
import io.kedge.catalogue.RightType;
import io.kedge.contract.Change;
import io.kedge.contract.MapView;
import io.kedge.fee.FeeSchedule;
import io.kedge.freeze.FreezeHistory;
import io.kedge.issue.Issue;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.OfferingId;
import io.kedge.kernel.PartyId;
import io.kedge.note.Lock;
import io.kedge.note.LockPurpose;
import io.kedge.note.Note;
import io.kedge.offering.Offering;
import io.kedge.offering.Offerings;
import io.kedge.offering.Phase;
import io.kedge.party.Employee;
import io.kedge.party.KeyRecord;
import io.kedge.party.Party;
import io.kedge.party.Role;
import io.kedge.reduction.Reduction;
import io.kedge.subscription.Application;
import io.kedge.subscription.Proposal;
import io.kedge.voucher.Voucher;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// What the workload knows of the ledger: the entries of the state as it was shown them, and the
/// ledger time. Everything is in the order of the keys.
final class Model {
  private static final SortedMap<String, Function<Bytes, Record>> CONCEPTS = concepts();

  private final MapView state = new MapView();
  private final SortedMap<String, SortedMap<String, Record>> tables = new TreeMap<>();
  private LedgerTime now;

  Model(LedgerTime begin) {
    now = begin;
  }

  private static SortedMap<String, Function<Bytes, Record>> concepts() {
    var concepts = new TreeMap<String, Function<Bytes, Record>>();
    concepts.put("party", Party::decode);
    concepts.put("key", KeyRecord::decode);
    concepts.put("employee", Employee::decode);
    concepts.put("freeze", FreezeHistory::decode);
    concepts.put("note", Note::decode);
    concepts.put("lock", Lock::decode);
    concepts.put("catalogue", CatalogueEntry::decode);
    concepts.put("right-type", RightType::decode);
    concepts.put("asset", Asset::decode);
    concepts.put("statement", Statement::decode);
    concepts.put("reduction", Reduction::decode);
    concepts.put("cash", Cash::decode);
    concepts.put("deposit", Deposit::decode);
    concepts.put("fee", FeeSchedule::decode);
    concepts.put("issue", Issue::decode);
    concepts.put("offering", Offering::decode);
    concepts.put("subscription", Application::decode);
    concepts.put("allotment-proposal", Proposal::decode);
    concepts.put("voucher", Voucher::decode);
    return concepts;
  }

  void apply(List<Change> changes) {
    state.apply(changes);
    for (Change change : changes) {
      String concept = change.key().concept();
      Function<Bytes, Record> decode = CONCEPTS.get(concept);
      if (decode != null) {
        var table = tables.computeIfAbsent(concept, _ -> new TreeMap<>());
        switch (change) {
          case Change.Put(var key, var value) -> table.put(key.id(), decode.apply(value));
          case Change.Delete(var key) -> table.remove(key.id());
        }
      }
    }
  }

  MapView state() {
    return state;
  }

  LedgerTime now() {
    return now;
  }

  void advanceTo(LedgerTime time) {
    now = now.isBefore(time) ? time : now;
  }

  /// The entries of a concept by id.
  SortedMap<String, Record> table(String concept) {
    return Collections.unmodifiableSortedMap(tables.getOrDefault(concept, new TreeMap<>()));
  }

  /// The entries of a concept.
  ///
  /// @param type what they are
  <T> List<T> all(String concept, Class<T> type) {
    return table(concept).values().stream().map(type::cast).toList();
  }

  List<Party> parties() {
    return all("party", Party.class);
  }

  /// Who holds a role in force.
  List<Party> acting(Role role) {
    return parties().stream().filter(party -> party.acts(role)).toList();
  }

  Optional<Party> party(PartyId id) {
    return Optional.ofNullable((Party) table("party").get(id.value()));
  }

  List<Note> notes() {
    return all("note", Note.class);
  }

  List<Note> notesOf(PartyId owner, InstrumentId instrument) {
    return notes().stream()
        .filter(note -> note.owner().equals(owner))
        .filter(note -> note.amount().instrument().equals(instrument))
        .toList();
  }

  List<Lock> locks() {
    return all("lock", Lock.class);
  }

  List<Lock> locks(LockPurpose purpose) {
    return locks().stream().filter(lock -> lock.purpose() == purpose).toList();
  }

  List<Asset> assets() {
    return all("asset", Asset.class);
  }

  List<Issue> issues() {
    return all("issue", Issue.class);
  }

  List<Offering> offerings() {
    return all("offering", Offering.class);
  }

  List<Offering> offerings(Phase phase) {
    return offerings().stream().filter(offering -> phase(offering) == phase).toList();
  }

  Phase phase(Offering offering) {
    return Offerings.phase(state, offering, now);
  }

  /// The time on an offering's clock.
  LedgerTime clock(Offering offering) {
    return Offerings.clock(state, offering, now);
  }

  /// Applications to an offering.
  List<Application> applications(OfferingId offering) {
    return all("subscription", Application.class).stream()
        .filter(application -> application.offering().equals(offering))
        .toList();
  }

  List<Voucher> vouchers() {
    return all("voucher", Voucher.class);
  }

  /// Ids of what is frozen, as `kind|id`.
  List<String> frozen() {
    return table("freeze").entrySet().stream()
        .filter(entry -> ((FreezeHistory) entry.getValue()).frozen())
        .map(entry -> entry.getKey())
        .toList();
  }
}
