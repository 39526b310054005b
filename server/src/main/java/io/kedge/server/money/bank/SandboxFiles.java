package io.kedge.server.money.bank;

import io.kedge.kernel.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/// The sandbox bank's end of a [DropFolder]: it writes where the other reads.
final class SandboxFiles {
  private final Path in;
  private final Path out;
  private final Path done;
  private final Path archive;
  private final Path rejected;

  SandboxFiles(Path folder) {
    in = folder.resolve("in");
    out = folder.resolve("out");
    done = folder.resolve("sandbox-orders");
    archive = folder.resolve("archive");
    rejected = folder.resolve("rejected");
    try {
      for (var part : List.of(in, out, done)) Files.createDirectories(part);
    } catch (IOException e) {
      throw new BankException("cannot make " + folder, e);
    }
  }

  /// Puts a file where it is fetched; one that was put before, fetched or not, is not put again.
  void put(String name, byte[] content) {
    if (Files.exists(archive.resolve(name)) || Files.exists(rejected.resolve(name))) return;
    try {
      var draft = in.resolve("." + name + ".tmp");
      Files.write(draft, content);
      Files.move(draft, in.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new BankException("cannot write " + name, e);
    }
  }

  /// The orders that wait.
  List<BankFile> orders() {
    try (var paths = Files.list(out)) {
      var files = new ArrayList<BankFile>();
      for (var path : paths.sorted().toList()) {
        var name = path.getFileName().toString();
        if (name.endsWith(".xml") && BankFile.isName(name)) {
          files.add(new BankFile(name, Bytes.of(Files.readAllBytes(path))));
        }
      }
      return files;
    } catch (IOException e) {
      throw new BankException("cannot read " + out, e);
    }
  }

  void orderTaken(BankFile file) {
    try {
      Files.move(
          out.resolve(file.name()),
          done.resolve(file.name()),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new BankException("cannot move " + file.name(), e);
    }
  }

  void refuse(BankFile file, String reason) {
    try {
      Files.writeString(done.resolve(file.name() + ".reason.txt"), reason + "\n");
    } catch (IOException e) {
      throw new BankException("cannot write beside " + file.name(), e);
    }
  }
}
