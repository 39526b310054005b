package io.kedge.bench.sim;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.disk.SimDisk;
import java.util.List;
import java.util.SplittableRandom;

/// Runs one seed's commands in a process of its own and prints what a ledger is made of: roots, and
/// a digest of every file of the log.
final class SameEverywhere {
  private SameEverywhere() {}

  /// SEED STEPS.
  public static void main(String[] args) throws Exception {
    SimScript script = SimScript.of(Long.parseLong(args[0]), Integer.parseInt(args[1]), 1);
    SimDisk disk;
    try (var node = new SimNode(script.genesis(), new SplittableRandom(0))) {
      for (SimScript.Line line : script.lines()) {
        node.await(node.offer(line.step().time(), List.of(line.step().envelope())));
      }
      System.out.println("stateRoot " + node.node().stateRoot());
      System.out.println("treeRoot " + node.node().tip().treeRoot());
      disk = node.disk();
    }
    for (String file : disk.files()) {
      if (file.startsWith("log/") || file.startsWith("head.") || file.startsWith("tile/")) {
        System.out.println(file + " " + Digest.of(Bytes.wrap(disk.contents(file))));
      }
    }
  }
}
