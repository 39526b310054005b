package io.kedge.cli;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.disk.RealDisk;
import io.kedge.ledger.light.FolderSource;
import io.kedge.ledger.light.HttpSource;
import io.kedge.ledger.light.LightClient;
import io.kedge.ledger.light.LogSource;
import io.kedge.ledger.light.SourceFailed;
import io.kedge.ledger.publish.Publication;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a light client reads a log, as its user names it: an address, a ledger's folder, a folder
/// of tiles, or the file of a checkpoint in one of these. It is opened when something is read.
final class LightSource implements LogSource, Closeable {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(20);

  private final String name;
  private @Nullable LogSource opened;
  private @Nullable AutoCloseable open;

  private LightSource(String name) {
    this.name = name;
  }

  /// The source of a name; the file or folder must be there.
  static LightSource of(Terminal terminal, String name) {
    try {
      boolean there = HttpSource.isWeb(name) || Files.exists(Path.of(name));
      if (there) {
        return new LightSource(name);
      }
    } catch (java.nio.file.InvalidPathException e) {
      // Said below.
    }
    throw Failure.malformed("USAGE", terminal.words().say("light.no-source", name));
  }

  /// Where a key may lie beside what is read; empty for an address.
  Optional<Path> beside() {
    return HttpSource.isWeb(name)
        ? Optional.empty()
        : Optional.of(
            Files.isDirectory(Path.of(name)) ? Path.of(name, "checkpoint") : Path.of(name));
  }

  @Override
  public Optional<Bytes> read(String path, int bytesMax) throws SourceFailed {
    LogSource source = opened;
    if (source == null) {
      source = open();
      opened = source;
    }
    return source.read(path, bytesMax);
  }

  private LogSource open() throws SourceFailed {
    try {
      if (HttpSource.isWeb(name)) {
        var web = new HttpSource(name, ANSWER_MAX);
        open = web;
        return web;
      }
      Path path = Path.of(name);
      if (Files.isDirectory(path)) {
        return folder(path);
      }
      Bytes checkpoint = Bytes.wrap(Files.readAllBytes(path));
      LogSource rest = folder(path.toAbsolutePath().resolveSibling(""));
      return (wanted, max) ->
          wanted.equals(LightClient.CHECKPOINT) ? Optional.of(checkpoint) : rest.read(wanted, max);
    } catch (IllegalArgumentException | IOException e) {
      throw new SourceFailed(name + ": " + e.getMessage(), e);
    }
  }

  private LogSource folder(Path path) throws IOException {
    if (!Files.exists(path.resolve("FORMAT"))) {
      return new FolderSource(RealDisk.at(path));
    }
    Publication publication = Publication.open(RealDisk.at(path), java.util.List.of());
    open = publication;
    return LogSource.of(publication);
  }

  @Override
  public void close() throws IOException {
    AutoCloseable used = open;
    if (used != null) {
      try {
        used.close();
      } catch (IOException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
  }
}
