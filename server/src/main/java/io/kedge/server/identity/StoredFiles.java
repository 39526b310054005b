package io.kedge.server.identity;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Optional;
import org.jooq.DSLContext;

/// Uploaded documents by digest, in files that only the server's user can read. What kind a file is
/// is seen from its content; its name is never used for anything.
public final class StoredFiles {
  private final DSLContext db;
  private final InstantSource clock;
  private final Path folder;
  private final int bytesMax;

  /// A stored file.
  ///
  /// @param digest SHA-256
  /// @param size bytes
  /// @param mediaType what its content is
  public record StoredFile(Digest digest, long size, String mediaType) {}

  StoredFiles(DSLContext db, InstantSource clock, Path folder, int bytesMax) {
    this.db = db;
    this.clock = clock;
    this.folder = folder;
    this.bytesMax = bytesMax;
  }

  /// Stores a document; it is durable when this returns.
  StoredFile store(byte[] content) {
    IdentityProblem.FILE_TOO_LARGE.unless(content.length <= bytesMax, bytesMax + " bytes");
    String type =
        FileKind.of(content)
            .orElseThrow(() -> IdentityProblem.FILE_TYPE.problem("PDF, PNG or JPEG"))
            .mediaType();
    Digest digest = Digest.of(Bytes.wrap(content));
    write(path(digest), content);
    db.execute(
        "insert into kedge.stored_file (digest, size, media_type, created_at)"
            + " values (?, ?, ?, ?) on conflict do nothing",
        digest.hex(),
        content.length,
        type,
        clock.millis());
    return new StoredFile(digest, content.length, type);
  }

  /// What is known of a file.
  Optional<StoredFile> find(Digest digest) {
    return db.fetchOptional("select * from kedge.stored_file where digest = ?", digest.hex())
        .map(row -> new StoredFile(digest, Rows.number(row, "size"), Rows.text(row, "media_type")));
  }

  /// Its content, after looking that it is still the one of its digest.
  byte[] content(Digest digest) {
    try {
      byte[] content = Files.readAllBytes(path(digest));
      if (!Digest.of(Bytes.wrap(content)).equals(digest)) {
        throw new IllegalStateException("file " + digest.hex() + " is damaged");
      }
      return content;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path path(Digest digest) {
    String hex = digest.hex();
    return folder.resolve(hex.substring(0, 2)).resolve(hex);
  }

  private static void write(Path file, byte[] content) {
    if (Files.exists(file)) {
      return;
    }
    try {
      Files.createDirectories(file.getParent());
      var owner =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      Path draft = Files.createTempFile(file.getParent(), "new", ".tmp", owner);
      Files.write(draft, content, StandardOpenOption.SYNC);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      try (var parent = FileChannel.open(file.getParent())) {
        parent.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
