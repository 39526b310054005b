package io.kedge.cli;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.node.LedgerNode;
import io.kedge.ledger.node.Submitted;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// The folder in which a run leaves the receipt of every command, beside the key that checks them.
final class ReceiptFolder {
  private final Path folder;
  private final List<Path> files = new ArrayList<>();

  ReceiptFolder(Path folder, String vkey) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder);
    write(folder.resolve("ledger.vkey"), Bytes.utf8(vkey + "\n"));
  }

  /// Writes the receipt of a decided command, unless an earlier run did.
  void keep(LedgerNode node, Submitted.Decided decided) throws IOException {
    String name =
        "%06d-%s.tlog-proof"
            .formatted(decided.leafIndex(), decided.commandId().hex().substring(0, 12));
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      write(file, node.receipt(decided.commandId()).join());
    }
    if (!files.contains(file)) {
      files.add(file);
    }
  }

  List<Path> files() {
    return List.copyOf(files);
  }

  Path folder() {
    return folder;
  }

  /// After a crash a file is whole or not there.
  private static void write(Path file, Bytes content) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (var out =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      out.write(java.nio.ByteBuffer.wrap(content.toArray()));
      out.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
