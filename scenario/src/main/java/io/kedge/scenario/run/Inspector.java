package io.kedge.scenario.run;

import io.kedge.asset.Asset;
import io.kedge.attestation.Statement;
import io.kedge.cash.Cash;
import io.kedge.cash.Deposit;
import io.kedge.catalogue.CatalogueEntry;
import io.kedge.contract.Key;
import io.kedge.contract.LedgerView;
import io.kedge.issue.Issue;
import io.kedge.issue.Issues;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.liquidation.IssueFigures;
import io.kedge.note.Instrument;
import io.kedge.note.Lock;
import io.kedge.note.Note;
import io.kedge.offering.Offering;
import io.kedge.party.Employee;
import io.kedge.party.KeyRecord;
import io.kedge.party.Party;
import io.kedge.reduction.Reduction;
import io.kedge.subscription.Application;
import io.kedge.voucher.Voucher;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Shows what entries of the state say, member by member, in words.
public final class Inspector {
  private static final SortedMap<String, Function<Bytes, Record>> CONCEPTS = concepts();

  private Inspector() {}

  private static SortedMap<String, Function<Bytes, Record>> concepts() {
    var concepts = new TreeMap<String, Function<Bytes, Record>>();
    concepts.put("party", Party::decode);
    concepts.put("instrument", Instrument::decode);
    concepts.put("note", Note::decode);
    concepts.put("lock", Lock::decode);
    concepts.put("cash", Cash::decode);
    concepts.put("deposit", Deposit::decode);
    concepts.put("catalogue", CatalogueEntry::decode);
    concepts.put("asset", Asset::decode);
    concepts.put("statement", Statement::decode);
    concepts.put("reduction", Reduction::decode);
    concepts.put("issue", Issue::decode);
    concepts.put("offering", Offering::decode);
    concepts.put("voucher", Voucher::decode);
    concepts.put("subscription", Application::decode);
    concepts.put("employee", Employee::decode);
    concepts.put("key", KeyRecord::decode);
    return concepts;
  }

  /// The concepts that can be shown.
  public static Collection<String> names() {
    return CONCEPTS.keySet();
  }

  /// What an entry says, member by member, in the order of its type; empty where its concept is not
  /// one of [#names], or the value is none of it.
  public static SequencedMap<String, String> members(Key key, Bytes value) {
    var members = new LinkedHashMap<String, String>();
    Function<Bytes, Record> decode = CONCEPTS.get(key.concept());
    if (decode == null) {
      return members;
    }
    Record entry;
    try {
      entry = decode.apply(value);
    } catch (IllegalArgumentException e) {
      return members;
    }
    for (RecordComponent component : entry.getClass().getRecordComponents()) {
      String name = component.getName();
      component(entry, name).ifPresent(member -> members.put(name, show(member)));
    }
    return members;
  }

  /// A member of an entry as text.
  ///
  /// @param concept which kind of entry
  /// @param id its id; parts joined by a bar
  /// @param path names of record components, indexes from 0 or `size` for lists, `kind` for which
  ///     of several alternatives it is, with dots between
  /// @return empty where there is no such entry or member
  public static Optional<String> member(LedgerView view, String concept, String id, String path) {
    return entry(view, concept, id)
        .flatMap(entry -> follow(entry, List.of(path.split("\\."))))
        .map(Inspector::show);
  }

  /// An entry, or the figures of an issue, which are added up from several.
  private static Optional<Record> entry(LedgerView view, String concept, String id) {
    if (concept.equals("figures")) {
      return Issues.find(view, new InstrumentId(id))
          .map(issue -> IssueFigures.of(view, issue.id()));
    }
    Function<Bytes, Record> decode = CONCEPTS.get(concept);
    return decode == null ? Optional.empty() : view.get(Key.of(concept, id)).map(decode);
  }

  private static Optional<Object> follow(Object at, List<String> path) {
    if (path.isEmpty()) {
      return Optional.of(at);
    }
    String step = path.getFirst();
    List<String> rest = path.subList(1, path.size());
    return switch (at) {
      case Optional<?> option -> option.flatMap(inner -> follow(inner, path));
      case Map<?, ?> map ->
          map.entrySet().stream()
              .filter(entry -> show(entry.getKey()).equals(step))
              .findFirst()
              .flatMap(entry -> follow(entry.getValue(), rest));
      case Collection<?> items when step.equals("size") -> Optional.of(items.size());
      case Collection<?> items when step.matches("\\d{1,4}") ->
          items.stream().skip(Long.parseLong(step)).findFirst().flatMap(item -> follow(item, rest));
      case Record entry when step.equals("kind") && component(entry, "kind").isEmpty() ->
          Optional.of(entry.getClass().getSimpleName().toUpperCase(Locale.ROOT));
      case Record entry -> component(entry, step).flatMap(inner -> follow(inner, rest));
      default -> Optional.empty();
    };
  }

  private static Optional<Object> component(Record entry, String name) {
    for (RecordComponent component : entry.getClass().getRecordComponents()) {
      if (component.getName().equals(name)) {
        try {
          return Optional.of(component.getAccessor().invoke(entry));
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException("a public record shows its members", e);
        }
      }
    }
    return Optional.empty();
  }

  private static String show(Object value) {
    return switch (value) {
      case Optional<?> option -> option.map(Inspector::show).orElse("none");
      case LedgerTime time -> Long.toString(time.millis());
      case Collection<?> items -> String.join(" ", items.stream().map(Inspector::show).toList());
      case Record entry when entry.getClass().getRecordComponents().length == 1 ->
          component(entry, entry.getClass().getRecordComponents()[0].getName())
              .map(Inspector::show)
              .orElseThrow();
      case Enum<?> constant -> constant.name();
      default -> String.valueOf(value);
    };
  }
}
