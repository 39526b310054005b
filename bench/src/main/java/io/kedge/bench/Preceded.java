package io.kedge.bench;

/// A workload before which something else must be done in every round, unmeasured.
///
/// @param before what is done first
/// @param workload what is measured
record Preceded(Step before, Workload workload) implements Workload {
  /// Something done before a workload.
  @FunctionalInterface
  interface Step {
    void run() throws Exception;
  }

  @Override
  public String name() {
    return workload.name();
  }

  @Override
  public int clients() {
    return workload.clients();
  }

  @Override
  public void prepare() throws Exception {
    before.run();
    workload.prepare();
  }

  @Override
  public Sample run() throws Exception {
    return workload.run();
  }
}
