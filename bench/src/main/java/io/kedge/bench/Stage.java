package io.kedge.bench;

import java.util.List;

/// A part of the process that processor time is spent in, told by the names of its threads.
public enum Stage {
  /// Looks at what comes in: parsing, ids, signatures, authority.
  VERIFY("kedge-verify"),
  /// Orders, executes, hashes both trees, closes blocks.
  EXECUTE("kedge-ordering"),
  /// Writes and forces the log, answers.
  JOURNAL("kedge-journal"),
  /// Stores the state, writes tiles, signs checkpoints.
  DERIVE("kedge-derive|kedge-store|kedge-snapshot"),
  /// Those who ask: virtual threads on their carriers.
  CLIENTS("ForkJoinPool|VirtualThread|main|java|bench-"),
  /// The compiler of the virtual machine.
  COMPILER("C1 Compiler|C2 Compiler"),
  /// Garbage collection and the rest of the virtual machine.
  COLLECTOR("GC Thread|ParGC|G1 |VM Thread"),
  /// Background threads of RocksDB.
  ROCKSDB("rocksdb"),
  /// Every other thread, and what ended meanwhile.
  OTHER("");

  private final String prefixes;

  Stage(String prefixes) {
    this.prefixes = prefixes;
  }

  /// The stage of a thread by its name, of which the system keeps 15 characters.
  static Stage ofThread(String name) {
    for (Stage stage : values()) {
      if (stage != OTHER
          && List.of(stage.prefixes.split("\\|")).stream().anyMatch(name::startsWith)) {
        return stage;
      }
    }
    return OTHER;
  }
}
