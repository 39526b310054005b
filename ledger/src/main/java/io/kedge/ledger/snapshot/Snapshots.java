package io.kedge.ledger.snapshot;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.disk.DiskInput;
import io.kedge.ledger.disk.DiskLock;
import io.kedge.ledger.disk.DiskOutput;
import io.kedge.ledger.disk.FaultPoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The snapshots in a ledger's directory: `snap/<tree size>-<state root>/` with a manifest and the
/// files it names.
public final class Snapshots {
  /// Where they are.
  public static final String DIRECTORY = "snap";

  private static final Pattern NAME = Pattern.compile("([1-9][0-9]{0,18})-[0-9a-f]{16}");
  private static final String UNFINISHED = ".new";

  private Snapshots() {}

  /// The directory of a snapshot.
  public static String directory(String name) {
    return DIRECTORY + "/" + name;
  }

  /// The names of the finished ones, newest first. Nothing in them is checked.
  public static List<String> names(Disk disk) throws IOException {
    var names = new ArrayList<String>();
    for (String name : directories(disk)) {
      if (disk.exists(manifestOf(name))) {
        names.add(name);
      }
    }
    names.sort(Comparator.comparingLong(Snapshots::treeSize).reversed());
    return names;
  }

  private static List<String> directories(Disk disk) throws IOException {
    return disk.directories(DIRECTORY).stream()
        .filter(name -> NAME.matcher(name).matches())
        .toList();
  }

  /// How many entries the tree of a snapshot has, by its name.
  public static long treeSize(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no snapshot's name: " + name);
    }
    return Long.parseLong(matcher.group(1));
  }

  private static String manifestOf(String name) {
    return directory(name) + "/" + SnapshotManifest.FILE;
  }

  /// The manifest of a snapshot; empty where there is none of that name.
  ///
  /// @throws SnapshotFault DAMAGED where it cannot be read or is of another name
  public static Optional<SnapshotManifest> find(Disk disk, String name) throws IOException {
    Bytes content;
    try (var in = DiskInput.open(disk, manifestOf(name))) {
      content = Bytes.wrap(in.readNBytes(SnapshotManifest.BYTES_MAX));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    SnapshotManifest manifest = SnapshotManifest.decode(content);
    if (!manifest.name().equals(name)) {
      throw new SnapshotFault(
          SnapshotFault.Kind.DAMAGED, directory(name) + " holds " + manifest.name());
    }
    return Optional.of(manifest);
  }

  /// A snapshot in a directory as a source of files.
  public static SnapshotSource source(Disk disk, String name) {
    return new SnapshotSource() {
      @Override
      public Bytes manifest() throws IOException {
        try (var in = DiskInput.open(disk, manifestOf(name))) {
          return Bytes.wrap(in.readNBytes(SnapshotManifest.BYTES_MAX));
        }
      }

      @Override
      public InputStream open(SnapshotFile file) throws IOException {
        return DiskInput.open(disk, directory(name) + "/" + file.name());
      }
    };
  }

  /// Reads a snapshot of a directory.
  public static SnapshotReader reader(Disk disk, SnapshotManifest manifest) {
    return new SnapshotReader(source(disk, manifest.name()), manifest);
  }

  /// Copies the files of a snapshot from elsewhere, each compared with the manifest, which appears
  /// last. Files that are here already and whole are not fetched again.
  ///
  /// @param manifest the source's, its proof checked by the caller
  public static void copy(SnapshotSource from, SnapshotManifest manifest, Disk to)
      throws IOException {
    String directory = directory(manifest.name());
    if (find(to, manifest.name()).isPresent()) {
      return;
    }
    makeDirectories(to, directory);
    var fetched = new SnapshotReader(from, manifest);
    var here = new SnapshotReader(source(to, manifest.name()), manifest);
    for (SnapshotFile file : manifest.files()) {
      if (!isWhole(here, file)) {
        Bytes content = fetched.content(file);
        try (var out = DiskOutput.create(to, directory + "/" + file.name())) {
          out.write(content.unsafeArray());
          out.finish();
        }
      }
    }
    publish(to, manifest);
  }

  private static boolean isWhole(SnapshotReader here, SnapshotFile file) throws IOException {
    try {
      here.content(file);
      return true;
    } catch (SnapshotFault e) {
      return false;
    }
  }

  private static void makeDirectories(Disk disk, String directory) throws IOException {
    disk.createDirectory(DIRECTORY);
    disk.forceDirectory("");
    disk.createDirectory(directory);
    disk.forceDirectory(DIRECTORY);
  }

  /// Keeps other makers away, of this process and any other.
  ///
  /// @throws io.kedge.ledger.disk.DiskLocked if one is at work
  public static DiskLock alone(Disk disk) throws IOException {
    disk.createDirectory(DIRECTORY);
    return disk.lock(DIRECTORY + "/LOCK");
  }

  static void makeEmpty(Disk disk, String directory) throws IOException {
    makeDirectories(disk, directory);
    for (String file : disk.list(directory)) {
      disk.delete(directory + "/" + file);
    }
  }

  /// Makes the manifest appear when everything it names is durable.
  static void publish(Disk disk, SnapshotManifest manifest) throws IOException {
    String directory = directory(manifest.name());
    disk.forceDirectory(directory);
    String name = directory + "/" + SnapshotManifest.FILE;
    try (var out = DiskOutput.create(disk, name + UNFINISHED)) {
      out.write(manifest.encoded().unsafeArray());
      out.finish();
    }
    disk.at(FaultPoint.BEFORE_MANIFEST);
    disk.rename(name + UNFINISHED, name);
    disk.forceDirectory(directory);
  }

  /// Removes snapshots but the newest, and whatever a crash left unfinished. The caller keeps other
  /// makers away.
  ///
  /// @param keep how many finished ones stay, at least 2: the newest may turn out damaged
  /// @return the names of those removed
  public static List<String> sweep(Disk disk, int keep) throws IOException {
    if (keep < 2) {
      throw new IllegalArgumentException("at least two snapshots stay");
    }
    disk.at(FaultPoint.BEFORE_SNAPSHOTS_SWEPT);
    List<String> finished = names(disk);
    var gone = finished.subList(Math.min(keep, finished.size()), finished.size());
    for (String name : directories(disk)) {
      if (gone.contains(name) || !finished.contains(name)) {
        remove(disk, name);
      }
    }
    return List.copyOf(gone);
  }

  /// Removes a snapshot, its manifest first.
  public static void remove(Disk disk, String name) throws IOException {
    String directory = directory(name);
    disk.delete(manifestOf(name));
    disk.forceDirectory(directory);
    for (String file : disk.list(directory)) {
      disk.delete(directory + "/" + file);
    }
    disk.delete(directory);
  }
}
