package io.kedge.voucher;

import static io.kedge.testing.Bodies.body;
import static io.kedge.testing.Cellar.delivery;
import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.Outcome;
import io.kedge.kernel.Json;
import io.kedge.kernel.Requirement;
import io.kedge.note.StripedTotal.Name;
import io.kedge.testing.Cellar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/// Vouchers against a slow twin that looks at every single unit: each carries its own cakes, each
/// cake its own rights, and every right is honoured or not.
@Requirement({"C-42", "C-46", "C-50", "C-53", "I-13"})
class VoucherProperties {
  /// One thing that is tried.
  ///
  /// @param kind 0 to 9, see [#attempt]
  /// @param pick which of the vouchers there are
  /// @param a a number for it
  /// @param b another
  record Step(int kind, int pick, int a, int b) {}

  /// One unit of the issue: two cakes.
  private static final class Unit {
    final List<Cake> cakes = List.of(new Cake(), new Cake());
  }

  /// One cake, whose brand is honoured once and which is tasted three times.
  private static final class Cake {
    final boolean[] brand = new boolean[1];
    final boolean[] tasting = new boolean[3];

    boolean[] right(String type) {
      return type.equals("brand") ? brand : tasting;
    }
  }

  private enum Fate {
    OPEN,
    TAKEN,
    EXPIRED,
    DIVIDED
  }

  /// The twin of a voucher: its units, in order.
  private static final class Twin {
    final List<Unit> units;
    Fate fate = Fate.OPEN;

    Twin(List<Unit> units) {
      this.units = List.copyOf(units);
    }

    List<boolean[]> rights(String type) {
      return units.stream().flatMap(u -> u.cakes.stream()).map(c -> c.right(type)).toList();
    }

    long count(String type, boolean honoured) {
      long count = 0;
      for (boolean[] flags : rights(type)) {
        for (boolean flag : flags) {
          count += flag == honoured ? 1 : 0;
        }
      }
      return count;
    }

    void honour(String type, long times) {
      long left = times;
      for (boolean[] flags : rights(type)) {
        for (int i = 0; i < flags.length && left > 0; i++) {
          if (!flags[i]) {
            flags[i] = true;
            left--;
          }
        }
      }
    }
  }

  private final Map<String, Twin> twins = new LinkedHashMap<>();
  private Cellar cellar = Cellar.forfeit();
  private boolean over;

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> numbers = Arbitraries.integers().between(0, 1_000);
    return Combinators.combine(Arbitraries.integers().between(0, 9), numbers, numbers, numbers)
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(25);
  }

  @Property(tries = 150, shrinking = ShrinkingMode.BOUNDED)
  void nothingIsLostOrDoubled(@ForAll("steps") List<Step> steps) {
    cellar = Cellar.forfeit();
    over = false;
    twins.clear();
    var units = new ArrayList<Unit>();
    for (int i = 0; i < 12; i++) {
      units.add(new Unit());
    }
    twins.put(cellar.redeem("alice", 12), new Twin(units));
    for (Step step : steps) {
      var names = List.copyOf(twins.keySet());
      String name = names.get(step.pick % names.size());
      attempt(step, name, twins.get(name));
      compare();
    }
  }

  private void attempt(Step step, String name, Twin twin) {
    switch (step.kind) {
      case 0, 1, 2 -> split(name, twin, step);
      case 3, 4, 5 -> deliver(name, twin, step);
      case 6, 7, 8 -> honour(name, twin, step);
      default -> expire(name, twin, step);
    }
  }

  private void split(String name, Twin twin, Step step) {
    int size = twin.units.size();
    int first = 1 + step.a % (size + 1);
    int second = step.b % 3 == 0 ? size - first : Math.max(1, (size - first) / 2);
    var sizes = new ArrayList<Integer>(List.of(first, second));
    if (size - first - second > 0) {
      sizes.add(size - first - second);
    }
    boolean right =
        sizes.stream().allMatch(s -> s > 0)
            && sizes.stream().mapToInt(Integer::intValue).sum() == size;
    var parts = sizes.stream().<Json>map(s -> Json.Obj.empty().with("units", (long) s)).toList();
    Json.Obj body = Json.Obj.empty().with("voucher", name).with("parts", new Json.Arr(parts));
    Outcome outcome = cellar.world().send("alice", "voucher.split", body);
    assertThat(outcome.accepted()).isEqualTo(right && open(twin));
    if (outcome.accepted()) {
      twin.fate = Fate.DIVIDED;
      int from = 0;
      for (int i = 0; i < sizes.size(); i++) {
        int to = from + sizes.get(i);
        twins.put(cellar.output(i), new Twin(twin.units.subList(from, to)));
        from = to;
      }
    }
  }

  private void deliver(String name, Twin twin, Step step) {
    int units = 1 + step.a % (twin.units.size() + 1);
    Json.Obj paper =
        cellar.world().document("alice", "voucher.pickup", cellar.authorisation(name, 2L * units));
    int shortage = step.b % 10 == 0 ? 2 * units / 10 : 0;
    Outcome outcome =
        cellar
            .world()
            .send(
                "warehouse",
                "voucher.deliver",
                delivery(name, paper, 2L * units - shortage, shortage));
    assertThat(outcome.accepted()).isEqualTo(units <= twin.units.size() && open(twin));
    if (outcome.accepted() && units == twin.units.size()) {
      twin.fate = Fate.TAKEN;
    } else if (outcome.accepted()) {
      twin.fate = Fate.DIVIDED;
      var taken = new Twin(twin.units.subList(0, units));
      taken.fate = Fate.TAKEN;
      twins.put(cellar.output(0), taken);
      twins.put(cellar.output(1), new Twin(twin.units.subList(units, twin.units.size())));
    }
  }

  private void honour(String name, Twin twin, Step step) {
    String right = step.a % 2 == 0 ? "brand" : "tasting";
    String holder = step.a % 2 == 0 ? "estate" : "garden";
    long left = twin.count(right, false);
    long times = 1 + step.b % (left + 1);
    Json.Obj body =
        Json.Obj.empty().with("voucher", name).with("right", right).with("times", times);
    Outcome outcome = cellar.world().send(holder, "voucher.honour", body);
    boolean alive = !over && (twin.fate == Fate.OPEN || twin.fate == Fate.TAKEN);
    assertThat(outcome.accepted()).isEqualTo(times <= left && alive);
    if (outcome.accepted()) {
      twin.honour(right, times);
    }
  }

  /// One time in four the vouchers' time runs out first, for all of them.
  private void expire(String name, Twin twin, Step step) {
    if (step.b % 4 == 0 && !over) {
      over = true;
      cellar.world().after(Cellar.VOUCHER_MILLIS);
    }
    Json.Obj body = body("{}").with("voucher", name);
    Outcome outcome = cellar.world().send("dora", "voucher.expire", body);
    assertThat(outcome.accepted()).isEqualTo(over && twin.fate == Fate.OPEN);
    if (outcome.accepted()) {
      twin.fate = Fate.EXPIRED;
    }
  }

  private boolean open(Twin twin) {
    return twin.fate == Fate.OPEN && !over;
  }

  private void compare() {
    assertThat(cellar.vouchers()).hasSize(twins.size());
    twins.forEach(this::compare);
    assertThat(cellar.total(Name.OPEN_VOUCHERS)).isEqualTo(units(Fate.OPEN));
    assertThat(cellar.total(Name.TAKEN)).isEqualTo(units(Fate.TAKEN));
    assertThat(cellar.total(Name.EXPIRED)).isEqualTo(units(Fate.EXPIRED));
    assertThat(units(Fate.OPEN) + units(Fate.TAKEN) + units(Fate.EXPIRED)).isEqualTo(12);
  }

  private long units(Fate fate) {
    return twins.values().stream()
        .filter(twin -> twin.fate == fate)
        .mapToLong(twin -> twin.units.size())
        .sum();
  }

  private void compare(String name, Twin twin) {
    Voucher voucher = cellar.voucher(name);
    assertThat(voucher.units()).isEqualTo(twin.units.size());
    assertThat(fate(voucher.state())).isEqualTo(twin.fate);
    if (twin.fate == Fate.DIVIDED) {
      return; // its units went on into its parts
    }
    for (VoucherRight right : voucher.rights()) {
      assertThat(right.honoured()).as(right.type()).isEqualTo(twin.count(right.type(), true));
      assertThat(right.left()).as(right.type()).isEqualTo(twin.count(right.type(), false));
    }
  }

  private static Fate fate(VoucherState state) {
    return switch (state) {
      case VoucherState.Open _ -> Fate.OPEN;
      case VoucherState.Completed _ -> Fate.TAKEN;
      case VoucherState.Expired _ -> Fate.EXPIRED;
      case VoucherState.Divided _ -> Fate.DIVIDED;
    };
  }
}
