package io.kedge.bench.sim;

import java.util.EnumMap;
import java.util.Map;

/// What happened in simulations; reports add up.
public final class SimReport {
  private final EnumMap<SimFault, Integer> faults = new EnumMap<>(SimFault.class);
  private long seeds;
  private long commands;
  private long openings;
  private long cutsInRecovery;
  private long keptUnacknowledged;
  private long lostUnacknowledged;
  private long receipts;
  private long refused;
  private long right;

  SimReport() {}

  /// Nothing yet.
  public static SimReport empty() {
    return new SimReport();
  }

  void fault(SimFault fault) {
    faults.merge(fault, 1, Integer::sum);
  }

  void seed() {
    seeds++;
  }

  void commands(long more) {
    commands += more;
  }

  void opening(int cuts) {
    openings++;
    cutsInRecovery += cuts;
  }

  void onTheWay(boolean kept) {
    keptUnacknowledged += kept ? 1 : 0;
    lostUnacknowledged += kept ? 0 : 1;
  }

  void receipts(long checked) {
    receipts += checked;
  }

  void damaged(boolean wasRefused) {
    refused += wasRefused ? 1 : 0;
    right += wasRefused ? 0 : 1;
  }

  /// Adds another report to this one.
  public void add(SimReport other) {
    other.faults.forEach((fault, times) -> faults.merge(fault, times, Integer::sum));
    seeds += other.seeds;
    commands += other.commands;
    openings += other.openings;
    cutsInRecovery += other.cutsInRecovery;
    keptUnacknowledged += other.keptUnacknowledged;
    lostUnacknowledged += other.lostUnacknowledged;
    receipts += other.receipts;
    refused += other.refused;
    right += other.right;
  }

  /// How often each fault happened.
  public Map<SimFault, Integer> faults() {
    return Map.copyOf(faults);
  }

  /// How often a fault happened.
  public int times(SimFault fault) {
    return faults.getOrDefault(fault, 0);
  }

  /// Simulations that ended well.
  public long seeds() {
    return seeds;
  }

  /// Commands that were decided and are in a log.
  public long commands() {
    return commands;
  }

  /// How often a node was opened again after its end.
  public long openings() {
    return openings;
  }

  /// How often the power failed while a node was being opened.
  public long cutsInRecovery() {
    return cutsInRecovery;
  }

  /// Commands that were on their way when the node ended, and are in the log.
  public long keptUnacknowledged() {
    return keptUnacknowledged;
  }

  /// Commands that were on their way when the node ended, and are not in the log.
  public long lostUnacknowledged() {
    return lostUnacknowledged;
  }

  /// Receipts of clients that were compared with a ledger opened again.
  public long receipts() {
    return receipts;
  }

  /// Damaged copies that refused to open, by name.
  public long refused() {
    return refused;
  }

  /// Damaged copies that opened, and everything in them was right.
  public long right() {
    return right;
  }
}
