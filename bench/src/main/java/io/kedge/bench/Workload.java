package io.kedge.bench;

/// Something that can be measured in rounds beside others.
interface Workload {
  /// How it is called in the report.
  String name();

  /// How many clients ask at once; 0 where there are none.
  int clients();

  /// Gets ready for the next round; not measured.
  void prepare() throws Exception;

  /// Does one round.
  Sample run() throws Exception;
}
