package io.kedge.server.money.bank;

import io.kedge.kernel.Bytes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// A bank reached through a folder, as bank connection programs (EBICS and SFTP clients, 银企直连
/// front ends) use it: `in/` what the bank sent, `out/` what goes to it, `archive/` what was read,
/// `rejected/` what was refused with the reason beside it.
///
/// Whoever writes into `in/` gives the file another name until it is whole: names that begin with a
/// point or end in `.tmp`, `.part` or `.filepart` are left alone, and so are links.
public final class DropFolder implements Bank {
  private static final int FILES_MAX = 100;
  private static final long FILE_BYTES_MAX = 17L << 20;

  private final String id;
  private final Path in;
  private final Path out;
  private final Path archive;
  private final Path rejected;

  /// Opens the folder and makes its four parts where they are missing.
  ///
  /// @param id the bank's id on the ledger
  /// @param folder where
  public DropFolder(String id, Path folder) {
    this.id = id;
    this.in = folder.resolve("in");
    this.out = folder.resolve("out");
    this.archive = folder.resolve("archive");
    this.rejected = folder.resolve("rejected");
    try {
      for (var part : List.of(in, out, archive, rejected)) Files.createDirectories(part);
    } catch (IOException e) {
      throw new BankException("cannot make " + folder, e);
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public void send(BankFile file) {
    write(out, file);
  }

  @Override
  public List<BankFile> waiting() {
    try (var paths = Files.list(in)) {
      var names =
          paths
              .filter(p -> Files.isRegularFile(p, java.nio.file.LinkOption.NOFOLLOW_LINKS))
              .filter(p -> isWhole(p.getFileName().toString()))
              .sorted(Comparator.comparing(DropFolder::modified).thenComparing(Path::getFileName))
              .limit(FILES_MAX)
              .toList();
      var files = new ArrayList<BankFile>();
      for (var path : names) {
        var name = path.getFileName().toString();
        if (Files.size(path) > FILE_BYTES_MAX) {
          move(path, rejected, name);
          explain(name, "the file has " + Files.size(rejected.resolve(name)) + " bytes");
        } else {
          files.add(new BankFile(name, Bytes.of(Files.readAllBytes(path))));
        }
      }
      return files;
    } catch (IOException e) {
      throw new BankException("cannot read " + in, e);
    }
  }

  @Override
  public void taken(BankFile file) {
    move(in.resolve(file.name()), archive, file.name());
  }

  @Override
  public void rejected(BankFile file, String reason) {
    explain(file.name(), reason);
    move(in.resolve(file.name()), rejected, file.name());
  }

  private void explain(String name, String reason) {
    try {
      Files.writeString(rejected.resolve(name + ".reason.txt"), reason + "\n");
    } catch (IOException e) {
      throw new BankException("cannot write into " + rejected, e);
    }
  }

  private static boolean isWhole(String name) {
    return BankFile.isName(name)
        && !name.endsWith(".tmp")
        && !name.endsWith(".part")
        && !name.endsWith(".filepart");
  }

  private static java.nio.file.attribute.FileTime modified(Path path) {
    try {
      return Files.getLastModifiedTime(path);
    } catch (IOException e) {
      throw new BankException("cannot read " + path, e);
    }
  }

  /// Moves a file away; one of the same name that lies there already is kept, the new one is
  /// numbered. One that is gone was moved before a crash.
  private static void move(Path from, Path folder, String name) {
    try {
      if (!Files.exists(from)) return;
      for (var n = 0; ; n++) {
        var target = folder.resolve(n == 0 ? name : name + "." + n);
        if (!Files.exists(target)) {
          Files.move(from, target, StandardCopyOption.ATOMIC_MOVE);
          return;
        }
      }
    } catch (IOException e) {
      throw new BankException("cannot move " + from, e);
    }
  }

  /// Writes a file so that it is there whole or not at all, also after a crash.
  private static void write(Path folder, BankFile file) {
    var target = folder.resolve(file.name());
    var content = file.content().toArray();
    try {
      if (Files.exists(target)) {
        if (Arrays.equals(Files.readAllBytes(target), content)) return;
        throw new FileAlreadyExistsException(target.toString());
      }
      var draft = folder.resolve("." + file.name() + ".tmp");
      try (var channel =
          FileChannel.open(
              draft,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        var buffer = java.nio.ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) channel.write(buffer);
        channel.force(true);
      }
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new BankException("cannot write " + file.name(), e);
    }
  }
}
