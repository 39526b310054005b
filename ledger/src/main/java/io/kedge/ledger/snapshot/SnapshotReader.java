package io.kedge.ledger.snapshot;

import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.ledger.snapshot.SnapshotFault.Kind;
import io.kedge.ledger.state.Applied;
import io.kedge.ledger.state.CommandRecord;
import io.kedge.ledger.state.StateRootBuilder;
import io.kedge.ledger.state.StateStore;
import io.kedge.ledger.state.StateTree;
import io.kedge.ledger.state.StateWrite;
import io.kedge.ledger.tree.MemoryTileStore;
import io.kedge.ledger.tree.TileStore;
import io.kedge.ledger.tree.TreeAppender;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// Reads the files of a snapshot whose manifest was checked. Every file must have the size and hash
/// that the manifest names before a byte of it is used.
public final class SnapshotReader {
  private static final int PAGES_MAX = 30_000;
  private static final long FILE_BYTES_MAX = 1 << 30;

  private final SnapshotSource source;
  private final SnapshotManifest manifest;

  /// The files of a snapshot.
  ///
  /// @param manifest its manifest, read by the caller, who has checked its proof or its place in
  ///     the log
  public SnapshotReader(SnapshotSource source, SnapshotManifest manifest) {
    this.source = source;
    this.manifest = manifest;
  }

  private SnapshotFault damaged(String what) {
    return new SnapshotFault(Kind.DAMAGED, "snapshot " + manifest.name() + ": " + what);
  }

  /// The content of a file, compared with the manifest.
  public Bytes content(SnapshotFile file) throws IOException {
    if (file.bytes() > FILE_BYTES_MAX) {
      throw damaged(file.name() + " is too large");
    }
    byte[] bytes;
    try (InputStream in = source.open(file)) {
      bytes = in.readNBytes((int) file.bytes() + 1);
    } catch (NoSuchFileException e) {
      throw damaged(file.name() + " is missing");
    }
    Bytes content = Bytes.wrap(bytes);
    if (content.size() != file.bytes() || !Digest.of(content).equals(file.sha256())) {
      throw damaged(file.name() + " is not as it was written");
    }
    return content;
  }

  private Bytes content(String name) throws IOException {
    for (SnapshotFile file : manifest.files()) {
      if (file.name().equals(name)) {
        return content(file);
      }
    }
    throw damaged(name + " is missing");
  }

  /// The genesis document, whose hash is the ledger's id.
  public Bytes genesis() throws IOException {
    Bytes document = content("genesis.json");
    if (!Digest.of(document).equals(manifest.ledger())) {
      throw damaged("the genesis is of another ledger");
    }
    return document;
  }

  /// Writes the tiles at the right edge to a store, when they have the root of the manifest.
  public void edge(TileStore into) throws IOException {
    try {
      EdgeTiles edge = EdgeTiles.decode(content(EdgeTiles.FILE));
      var alone = new MemoryTileStore();
      edge.writeTo(alone);
      if (TreeAppender.open(alone, manifest.treeSize()).root().equals(manifest.treeRoot())) {
        edge.writeTo(into);
        return;
      }
    } catch (IllegalArgumentException | io.kedge.ledger.tree.MissingTileException e) {
      throw damaged(EdgeTiles.FILE + ": " + e.getMessage());
    }
    throw damaged(EdgeTiles.FILE + " does not have the tree's root");
  }

  /// Reads everything once: hashes, order, counts, and the state root from all entries.
  ///
  /// @throws SnapshotFault DAMAGED or STATE_ROOT_DIFFERS
  public void verify() throws IOException {
    genesis();
    edge(new MemoryTileStore());
    var root = new StateRootBuilder();
    eachEntries(
        (file, content) ->
            each(file, content, (key, value) -> require(file, root.add(key, value))));
    if (!root.root().equals(manifest.stateRoot()) || root.count() != manifest.entries()) {
      throw rootDiffers(root.root());
    }
    long commands = 0;
    for (SnapshotFile file : manifest.files()) {
      commands += EntryFiles.isCommands(file) ? commands(file).size() : 0;
    }
    requireCommands(commands);
  }

  private void requireCommands(long found) {
    if (found != manifest.commands()) {
      throw damaged(found + " commands of " + manifest.commands());
    }
  }

  private void require(SnapshotFile file, byte[] path) {
    if (!EntryFiles.belongs(path, file.name())) {
      throw damaged(file.name() + " has an entry of another file");
    }
  }

  private SnapshotFault rootDiffers(Digest found) {
    return new SnapshotFault(
        Kind.STATE_ROOT_DIFFERS,
        "snapshot " + manifest.name() + " has " + found + ", not " + manifest.stateRoot());
  }

  private interface EachFile {
    void file(SnapshotFile file, Bytes content) throws IOException;
  }

  private void eachEntries(EachFile visit) throws IOException {
    for (SnapshotFile file : manifest.files()) {
      if (EntryFiles.isEntries(file)) {
        visit.file(file, content(file));
      }
    }
  }

  private void each(SnapshotFile file, Bytes content, BiConsumer<Key, Bytes> visit) {
    ByteBuffer in = ByteBuffer.wrap(content.unsafeArray());
    try {
      while (in.hasRemaining()) {
        Key key = EntryFiles.key(in);
        visit.accept(key, EntryFiles.value(in));
      }
    } catch (IllegalArgumentException | java.nio.BufferUnderflowException e) {
      throw damaged(file.name() + ": " + e.getMessage());
    }
  }

  private Map<CommandId, CommandRecord> commands(SnapshotFile file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(content(file).unsafeArray());
    var commands = new HashMap<CommandId, CommandRecord>();
    try {
      while (in.hasRemaining()) {
        CommandId id = EntryFiles.id(in);
        commands.put(id, EntryFiles.command(in));
      }
    } catch (IllegalArgumentException | java.nio.BufferUnderflowException e) {
      throw damaged(file.name() + ": " + e.getMessage());
    }
    return commands;
  }

  /// The whole index of commands.
  public SortedMap<CommandId, CommandRecord> commands() throws IOException {
    var all = new TreeMap<CommandId, CommandRecord>();
    for (SnapshotFile file : manifest.files()) {
      if (EntryFiles.isCommands(file)) {
        all.putAll(commands(file));
      }
    }
    return all;
  }

  /// Fills an empty store. Until the last write the store's mark says that it is being loaded;
  /// what a crash leaves is thrown away by the next start.
  ///
  /// @throws SnapshotFault DAMAGED or STATE_ROOT_DIFFERS: the store is of no use then
  public void load(StateStore store) throws IOException {
    String ledger = manifest.ledger().hex();
    long commands = 0;
    try (var writer = new BesideWriter(store)) {
      loadEntries(store, writer);
      for (SnapshotFile file : manifest.files()) {
        if (EntryFiles.isCommands(file)) {
          var some = commands(file);
          commands += some.size();
          writer.write(
              new StateWrite(Applied.loading(ledger), new HashMap<>(), some, new HashMap<>()));
        }
      }
      writer.await();
    }
    requireCommands(commands);
    var applied =
        new Applied(ledger, manifest.height(), manifest.header().hash(), manifest.stateRoot());
    store.write(new StateWrite(applied, new HashMap<>(), new HashMap<>(), new HashMap<>()));
    store.flush();
  }

  /// Every file is one subtree of the state tree, so its pages are made in memory and then done
  /// with.
  private void loadEntries(StateStore store, BesideWriter writer) throws IOException {
    Applied loading = Applied.loading(manifest.ledger().hex());
    var tree = new StateTree(store::pages, PAGES_MAX);
    eachEntries(
        (file, content) -> {
          var entries = new HashMap<Key, Optional<Bytes>>();
          each(file, content, (key, value) -> entries.put(key, Optional.of(value)));
          tree.update(entries);
          writer.write(new StateWrite(loading, entries, new HashMap<>(), tree.handOut()));
          tree.stored(tree.handOuts() - 1);
        });
    writer.await();
    if (!tree.root().equals(manifest.stateRoot())) {
      throw rootDiffers(tree.root());
    }
  }
}
