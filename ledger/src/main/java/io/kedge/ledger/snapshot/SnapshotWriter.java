package io.kedge.ledger.snapshot;

import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.block.BlockHeader;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.disk.DiskInput;
import io.kedge.ledger.disk.DiskOutput;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.NoteFormatException;
import io.kedge.ledger.snapshot.SnapshotFault.Kind;
import io.kedge.ledger.state.StateRootBuilder;
import io.kedge.ledger.tree.TreeProofs;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/// Makes a snapshot: every file is forced, and then the manifest appears by its renaming. What a
/// crash leaves has no manifest and is no snapshot; [Snapshots#sweep] removes it.
///
/// The state is read twice, to count and to copy, and never held in memory as a whole. The state
/// root is computed from what was written, and a snapshot that does not have its header's root is
/// not finished.
public final class SnapshotWriter {
  private static final int COMMANDS_FILE_BYTES = 8 << 20;
  private static final int PART_BUFFER_BYTES = 1 << 14;
  private static final String PART = ".part";

  private final Disk disk;
  private final SnapshotContent content;
  private final BooleanSupplier wanted;
  private final BlockHeader header;
  private final String directory;
  private final List<SnapshotFile> files = new ArrayList<>();

  private SnapshotWriter(Disk disk, SnapshotContent content, BooleanSupplier wanted) {
    this.disk = disk;
    this.content = content;
    this.wanted = wanted;
    this.header = content.header();
    this.directory = Snapshots.directory(SnapshotManifest.name(header));
  }

  /// Makes a snapshot in `snap/` of a ledger's directory, or answers the one of that name.
  ///
  /// @param wanted asked often; false ends it
  /// @throws SnapshotFault NOT_COVERED, NOT_PROVEN, STATE_ROOT_DIFFERS or INTERRUPTED
  public static SnapshotManifest write(Disk disk, SnapshotContent content, BooleanSupplier wanted)
      throws IOException {
    var known = Snapshots.find(disk, SnapshotManifest.name(content.header()));
    return known.isPresent() ? known.get() : new SnapshotWriter(disk, content, wanted).write();
  }

  private SnapshotManifest write() throws IOException {
    Checkpoint checkpoint = checkpoint();
    long size = header.treeSize();
    if (checkpoint.size() < size) {
      throw new SnapshotFault(
          Kind.NOT_COVERED,
          "block " + header.number() + "; the checkpoint has " + checkpoint.size() + " entries");
    }
    Snapshots.makeEmpty(disk, directory);
    try {
      return filled(checkpoint);
    } catch (IOException | RuntimeException e) {
      removeQuietly(e);
      throw e;
    }
  }

  /// What is left of one that failed would take up space until the next one is made.
  private void removeQuietly(Exception failure) {
    try {
      Snapshots.remove(disk, SnapshotManifest.name(header));
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private SnapshotManifest filled(Checkpoint checkpoint) throws IOException {
    long size = header.treeSize();
    file("genesis.json", out -> out.write(content.genesis().unsafeArray()));
    var proofs = new TreeProofs(content.tiles());
    var edge = EdgeTiles.of(content.tiles(), size);
    file(EdgeTiles.FILE, out -> out.write(edge.encoded().unsafeArray()));
    try {
      long entries = entries();
      long commands = commands();
      var manifest =
          new SnapshotManifest(
              Digest.of(content.genesis()),
              header,
              content.recordHash(),
              proofs.root(size),
              proofs.inclusion(header.ownLeaf(), size).path(),
              content.checkpoint().encoded(),
              proofs.consistency(size, checkpoint.size()).path(),
              entries,
              commands,
              files);
      manifest.verifyProof();
      Snapshots.publish(disk, manifest);
      return manifest;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Checkpoint checkpoint() {
    try {
      return Checkpoint.parse(content.checkpoint().text());
    } catch (NoteFormatException e) {
      throw new SnapshotFault(Kind.NOT_COVERED, "the newest checkpoint cannot be read");
    }
  }

  private void requireWanted() {
    if (!wanted.getAsBoolean()) {
      throw new SnapshotFault(Kind.INTERRUPTED, "snapshot " + SnapshotManifest.name(header));
    }
  }

  private interface Fill {
    void into(OutputStream out) throws IOException;
  }

  private void file(String name, Fill fill) throws IOException {
    MessageDigest digest = sha256();
    try (var file = DiskOutput.create(disk, directory + "/" + name)) {
      var out = new DigestOutputStream(file, digest);
      fill.into(out);
      long bytes = file.finish();
      files.add(new SnapshotFile(name, bytes, new Digest(Bytes.wrap(digest.digest()))));
    }
  }

  // Entries.

  private long entries() throws IOException {
    var counted = new AtomicLong();
    content
        .state()
        .forEachEntry(
            (key, value) -> {
              if ((counted.getAndIncrement() & 0xFFF) == 0) {
                requireWanted();
              }
            });
    int digits = EntryFiles.digits(counted.get());
    part(digits);
    var root = new StateRootBuilder();
    for (int bucket = 0; bucket < 1 << (4 * digits); bucket++) {
      requireWanted();
      String name = EntryFiles.entriesName(digits, bucket);
      List<Bytes> sorted = sorted(name + PART);
      if (!sorted.isEmpty()) {
        file(name, out -> write(sorted, root, out));
      }
      disk.delete(directory + "/" + name + PART);
    }
    if (!root.root().equals(header.stateRoot())) {
      throw new SnapshotFault(
          Kind.STATE_ROOT_DIFFERS,
          "the stored state of block " + header.number() + " has " + root.root());
    }
    return root.count();
  }

  /// Distributes the entries, which come in the order of keys, to one unsorted file for each file
  /// of the snapshot.
  private void part(int digits) throws IOException {
    var parts = new ArrayList<DiskOutput>();
    try {
      for (int bucket = 0; bucket < 1 << (4 * digits); bucket++) {
        String name = directory + "/" + EntryFiles.entriesName(digits, bucket) + PART;
        parts.add(DiskOutput.create(disk, name, PART_BUFFER_BYTES));
      }
      content
          .state()
          .forEachEntry(
              (key, value) -> {
                byte[] path = StateRootBuilder.path(key);
                try {
                  parts.get(EntryFiles.bucket(path, digits)).write(EntryFiles.encoded(key, value));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      for (DiskOutput part : parts) {
        part.flush();
      }
    } finally {
      for (DiskOutput part : parts) {
        part.close();
      }
    }
  }

  private record Entry(Bytes path, Bytes encoded) {}

  private List<Bytes> sorted(String part) throws IOException {
    ByteBuffer in;
    try (var input = DiskInput.open(disk, directory + "/" + part)) {
      in = ByteBuffer.wrap(input.readAllBytes());
    }
    var entries = new ArrayList<Entry>();
    while (in.hasRemaining()) {
      Key key = EntryFiles.key(in);
      byte[] encoded = EntryFiles.encoded(key, EntryFiles.value(in));
      entries.add(new Entry(Bytes.wrap(StateRootBuilder.path(key)), Bytes.wrap(encoded)));
    }
    entries.sort(Comparator.comparing(Entry::path));
    return entries.stream().map(Entry::encoded).toList();
  }

  private static void write(List<Bytes> entries, StateRootBuilder root, OutputStream out)
      throws IOException {
    for (Bytes encoded : entries) {
      ByteBuffer in = ByteBuffer.wrap(encoded.unsafeArray());
      root.add(EntryFiles.key(in), EntryFiles.value(in));
      out.write(encoded.unsafeArray());
    }
  }

  // Commands.

  /// Writes one file after the other while the commands come by.
  private final class Commands {
    private final MessageDigest digest = sha256();
    private DiskOutput file;
    private String name;
    private long bytes;
    private long count;
    private int number;

    Commands() throws IOException {
      name = EntryFiles.commandsName(0);
      file = DiskOutput.create(disk, directory + "/" + name);
    }

    void add(byte[] command) throws IOException {
      if ((count & 0xFFF) == 0) {
        requireWanted();
      }
      if (bytes + command.length > COMMANDS_FILE_BYTES) {
        finish();
        number++;
        name = EntryFiles.commandsName(number);
        file = DiskOutput.create(disk, directory + "/" + name);
        bytes = 0;
      }
      file.write(command);
      digest.update(command);
      bytes += command.length;
      count++;
    }

    void finish() throws IOException {
      file.finish();
      files.add(new SnapshotFile(name, bytes, new Digest(Bytes.wrap(digest.digest()))));
    }
  }

  private long commands() throws IOException {
    var commands = new Commands();
    try {
      content
          .state()
          .forEachCommand(
              (id, command) -> {
                try {
                  commands.add(EntryFiles.encoded(id, command));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      commands.finish();
    } finally {
      commands.file.close();
    }
    return commands.count;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
