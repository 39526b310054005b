package io.kedge.scenario.audit;

import io.kedge.contract.Change;
import io.kedge.contract.Event;
import io.kedge.freeze.FreezeSubject;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.WireReader;
import io.kedge.voucher.Voucher;
import io.kedge.voucher.VoucherRight;
import io.kedge.voucher.VoucherState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The laws about vouchers. Keeps its own list of open vouchers and of what became of the others,
/// from events alone.
final class VoucherLaws {
  private final SortedMap<String, Voucher> open = new TreeMap<>();
  private final SortedMap<InstrumentId, Figures> figures = new TreeMap<>();

  /// Units of one issue that went into vouchers.
  static final class Figures {
    long open;
    long taken;
    long expired;
  }

  /// A party's open vouchers, the oldest first.
  List<Voucher> openOf(PartyId holder) {
    return open.values().stream()
        .filter(voucher -> voucher.holder().equals(holder))
        .sorted(
            Comparator.<Voucher>comparingLong(v -> v.createdAt().millis())
                .thenComparing(v -> v.id().value()))
        .toList();
  }

  /// What went into vouchers of an issue.
  Figures figures(InstrumentId issue) {
    return figures.computeIfAbsent(issue, _ -> new Figures());
  }

  /// Checks what a command did to vouchers; the state is still the one before it.
  ///
  /// @return the issues it touched
  TreeSet<InstrumentId> check(
      Books books,
      Finding finding,
      List<Movement> movements,
      List<Change> changes,
      List<Event> events) {
    var step = new Step(books, finding);
    events.forEach(step::take);
    step.balance(movements);
    step.compare(changes);
    return step.touched;
  }

  private final class Step {
    private final Books books;
    private final Finding finding;
    private final TreeSet<InstrumentId> touched = new TreeSet<>();
    private final TreeSet<String> told = new TreeSet<>();
    private final TreeMap<String, Long> born = new TreeMap<>();
    private final List<Voucher> parts = new ArrayList<>();
    private final List<Voucher> divided = new ArrayList<>();

    Step(Books books, Finding finding) {
      this.books = books;
      this.finding = finding;
    }

    void take(Event event) {
      switch (event.tag()) {
        case "voucher.issued" -> issued(Voucher.decode(reader(event).bytes()));
        case "voucher.divided" -> divided(reader(event).text());
        case "voucher.delivered" -> delivered(reader(event));
        case "voucher.expired" -> expired(reader(event).text());
        case "voucher.honoured", "voucher.corrected" -> told.add(reader(event).text());
        default -> {}
      }
    }

    private WireReader reader(Event event) {
      return new WireReader(event.body(), event.tag()).expectVersion(1);
    }

    private void issued(Voucher voucher) {
      String id = voucher.id().value();
      told.add(id);
      touched.add(voucher.issue());
      finding.require(books.claim(id), Law.NAMES_ARE_USED_ONCE, "voucher " + id);
      finding.require(
          voucher.state() instanceof VoucherState.Open, Law.VOUCHERS_BACK_BURNED_UNITS, id);
      open.put(id, voucher);
      figures(voucher.issue()).open += voucher.units();
      if (voucher.predecessor().isPresent()) {
        parts.add(voucher);
      } else {
        born.merge(voucher.issue().value(), voucher.units(), Math::addExact);
      }
    }

    private void divided(String id) {
      Voucher voucher = end(id);
      if (voucher != null) {
        divided.add(voucher);
      }
    }

    private void delivered(WireReader in) {
      String id = in.text();
      in.text();
      long goods = Math.addExact(in.i64(), in.i64());
      Voucher voucher = end(id);
      if (voucher != null) {
        figures(voucher.issue()).taken += voucher.units();
        finding.require(
            goods == voucher.goods(),
            Law.VOUCHERS_BACK_BURNED_UNITS,
            "voucher " + id + " of " + voucher.goods() + " goods was settled with " + goods);
      }
    }

    private void expired(String id) {
      Voucher voucher = end(id);
      if (voucher != null) {
        figures(voucher.issue()).expired += voucher.units();
      }
    }

    private @Nullable Voucher end(String id) {
      told.add(id);
      Voucher voucher = open.remove(id);
      finding.require(
          voucher != null, Law.VOUCHERS_BACK_BURNED_UNITS, "no open voucher " + id + " to end");
      if (voucher != null) {
        touched.add(voucher.issue());
        figures(voucher.issue()).open -= voucher.units();
        for (FreezeSubject subject : voucher.freezeSubjects()) {
          finding.require(
              !books.frozen(subject), Law.FROZEN_STANDS_STILL, "voucher " + id + ": " + subject);
        }
      }
      return voucher;
    }

    /// Units burned are units in new vouchers; parts are the whole, rights included.
    void balance(List<Movement> movements) {
      var burned = new TreeMap<String, Long>();
      for (Movement movement : movements) {
        if (movement instanceof Movement.Burned(var amount) && !books.isCash(amount.instrument())) {
          burned.merge(amount.instrument().value(), amount.units(), Math::addExact);
        }
      }
      finding.require(
          burned.equals(born),
          Law.VOUCHERS_BACK_BURNED_UNITS,
          "burned " + burned + ", in vouchers " + born);
      finding.require(
          rights(divided).equals(rights(parts)),
          Law.VOUCHERS_BACK_BURNED_UNITS,
          "divided " + rights(divided) + " into " + rights(parts));
    }

    private Map<String, Long> rights(List<Voucher> vouchers) {
      var sums = new TreeMap<String, Long>();
      for (Voucher voucher : vouchers) {
        sums.merge(voucher.issue() + " units", voucher.units(), Math::addExact);
        for (VoucherRight right : voucher.rights()) {
          sums.merge(right.type() + " total", right.total(), Math::addExact);
          sums.merge(right.type() + " honoured", right.honoured(), Math::addExact);
        }
      }
      return sums;
    }

    /// The entries of vouchers change exactly where an event told it, to what it told.
    void compare(List<Change> changes) {
      var changed = new TreeSet<String>();
      for (Change change : changes) {
        if (change.key().concept().equals("voucher")) {
          changed.add(change.key().id());
          if (change instanceof Change.Put(var _, var value)) {
            compare(Voucher.decode(value));
          } else {
            finding.broken(Law.EVENTS_TELL_ALL, "a voucher is gone: " + change.key());
          }
        }
      }
      told.removeAll(changed);
      finding.require(told.isEmpty(), Law.EVENTS_TELL_ALL, "told and not changed: " + told);
    }

    private void compare(Voucher now) {
      String id = now.id().value();
      boolean isOpen = now.state() instanceof VoucherState.Open;
      finding.require(
          told.contains(id) && isOpen == open.containsKey(id),
          Law.EVENTS_TELL_ALL,
          "voucher " + id + " is " + now.state().label());
      for (VoucherRight right : now.rights()) {
        finding.require(
            right.honoured() <= right.total(),
            Law.VOUCHERS_BACK_BURNED_UNITS,
            "voucher " + id + " had " + right.type() + " honoured too often");
      }
      if (isOpen) {
        open.put(id, now);
      }
    }
  }
}
