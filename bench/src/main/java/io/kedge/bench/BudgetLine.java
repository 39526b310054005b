package io.kedge.bench;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What one stage takes of the processor time of a transfer.
///
/// @param stage which threads
/// @param microsPerItem processor time for one transfer, in microseconds
/// @param share of the sum of all stages, from 0 to 1
public record BudgetLine(Stage stage, double microsPerItem, double share) {
  /// The budget of so many items; without stages that took nothing.
  ///
  /// @param nanos processor time by stage
  static List<BudgetLine> of(Map<Stage, Long> nanos, long items) {
    var micros = new EnumMap<Stage, Double>(Stage.class);
    nanos.forEach((stage, spent) -> micros.put(stage, spent / 1e3 / items));
    return of(micros);
  }

  /// The budget of one item; without stages that took nothing.
  ///
  /// @param micros processor time by stage
  static List<BudgetLine> of(EnumMap<Stage, Double> micros) {
    double all = micros.values().stream().mapToDouble(Double::doubleValue).sum();
    return micros.entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .map(entry -> new BudgetLine(entry.getKey(), entry.getValue(), entry.getValue() / all))
        .toList();
  }
}
