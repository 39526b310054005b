package io.kedge.ledger.node;

import io.kedge.ledger.block.Block;
import io.kedge.ledger.block.BlockHeader;
import io.kedge.ledger.block.Leaf;

/// Says in words where a block executed again differs from the one in the log.
final class Difference {
  private Difference() {}

  static String between(Block logged, Block again) {
    String block = "block " + logged.number();
    for (int i = 0; i < Math.min(logged.entries().size(), again.entries().size()); i++) {
      Leaf was = logged.entries().get(i).leaf();
      Leaf is = again.entries().get(i).leaf();
      String command = block + ", command " + i + " (" + was.commandId() + ")";
      if (!was.code().equals(is.code())) {
        return command + ": logged " + was.code() + ", now " + is.code();
      }
      if (!was.equals(is)) {
        return command + ": other changes or events than were logged";
      }
      if (!logged.entries().get(i).equals(again.entries().get(i))) {
        return command + ": the stored events are not those that were hashed";
      }
    }
    return block + ": " + header(logged.header(), again.header());
  }

  private static String header(BlockHeader was, BlockHeader is) {
    if (!was.treeRoot().equals(is.treeRoot())) {
      return "tree root " + is.treeRoot() + " instead of " + was.treeRoot();
    }
    if (!was.stateRoot().equals(is.stateRoot())) {
      return "state root " + is.stateRoot() + " instead of " + was.stateRoot();
    }
    return "header " + is + " instead of " + was;
  }
}
