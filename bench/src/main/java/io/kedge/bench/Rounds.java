package io.kedge.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/// Runs workloads in turn, round after round, so that all of them meet the same machine, and
/// reports medians. Ratios are taken within each round before their median is: a machine that slows
/// down for a while slows both sides.
final class Rounds {
  /// One in which every workload meets the disk and the compiler before it counts.
  private static final int WARM_UP = 1;

  private final List<Workload> workloads;
  private final Workload ceiling;
  private final Map<Workload, List<Sample>> samples = new LinkedHashMap<>();

  /// @param ceiling the workload that ratios are taken to; one of the workloads
  Rounds(List<Workload> workloads, Workload ceiling) {
    this.workloads = List.copyOf(workloads);
    this.ceiling = ceiling;
    workloads.forEach(workload -> samples.put(workload, new ArrayList<>()));
  }

  /// Runs rounds to warm up, which do not count, and then the given number.
  void run(int rounds, Consumer<String> progress) throws Exception {
    for (int round = 1 - WARM_UP; round <= rounds; round++) {
      for (Workload workload : workloads) {
        workload.prepare();
        Sample sample = workload.run();
        if (round > 0) {
          of(workload).add(sample);
        }
        progress.accept(
            "%s %s%s: %,.0f/s"
                .formatted(
                    round > 0 ? "round " + round : "warm-up",
                    workload.name(),
                    workload.clients() == 0 ? "" : " (" + workload.clients() + ")",
                    sample.perSecond()));
      }
    }
  }

  /// The medians, in the order of the workloads.
  List<Row> rows() {
    return workloads.stream().map(this::row).toList();
  }

  /// The median over the rounds of one workload's rate over another's.
  double ratio(Workload of, Workload to) {
    List<Sample> own = of(of);
    List<Sample> other = of(to);
    var ratios = new double[own.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = own.get(i).perSecond() / other.get(i).perSecond();
    }
    return median(ratios);
  }

  /// Processor time of one item by stage, medians over the rounds, without stages that took none;
  /// empty where the system does not count.
  List<BudgetLine> budget(Workload workload) {
    List<Sample> own = of(workload);
    var micros = new EnumMap<Stage, Double>(Stage.class);
    for (Stage stage : Stage.values()) {
      micros.put(stage, median(own, sample -> sample.stageMicrosPerItem(stage)));
    }
    return BudgetLine.of(micros);
  }

  private Row row(Workload workload) {
    List<Sample> own = of(workload);
    return new Row(
        workload.name(),
        workload.clients(),
        median(own, Sample::perSecond),
        median(own, s -> s.percentileMillis(0.50)),
        median(own, s -> s.percentileMillis(0.99)),
        median(own, Sample::bytesPerItem),
        median(own, Sample::cpuMicrosPerItem),
        ratio(workload, ceiling));
  }

  private List<Sample> of(Workload workload) {
    return samples.getOrDefault(workload, List.of());
  }

  private static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
    return median(samples.stream().mapToDouble(figure).toArray());
  }

  static double median(List<Double> values) {
    return median(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    java.util.Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
