package io.kedge.ledger.publish;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Json;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.log.LedgerLog;
import io.kedge.ledger.log.LogConfig;
import io.kedge.ledger.log.LogFault;
import io.kedge.ledger.log.RecordMark;
import io.kedge.ledger.node.BlockLog;
import io.kedge.ledger.node.LedgerNode;
import io.kedge.ledger.node.NodeFault;
import io.kedge.ledger.node.SmallFile;
import io.kedge.ledger.node.TileFiles;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.NoteFormatException;
import io.kedge.ledger.proof.SignedNote;
import io.kedge.ledger.proof.TlogProof;
import io.kedge.ledger.proof.VerifierKey;
import io.kedge.ledger.snapshot.SnapshotFault;
import io.kedge.ledger.snapshot.SnapshotFile;
import io.kedge.ledger.snapshot.SnapshotManifest;
import io.kedge.ledger.snapshot.Snapshots;
import io.kedge.ledger.tree.EntryBundle;
import io.kedge.ledger.tree.InclusionProof;
import io.kedge.ledger.tree.MerkleHasher;
import io.kedge.ledger.tree.TileId;
import io.kedge.ledger.tree.TreeProofs;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A ledger's directory as outsiders see it (C2SP tlog-tiles, and what followers need beyond;
/// docs/reference/follow.md). It only reads the log, beside whoever writes it, and shows what the
/// heads say is durable and a signed checkpoint covers. It writes the cosignatures that come in.
///
/// Safe for use by many threads.
public final class Publication implements Responder, Closeable {
  /// Where a follower's divergence reports are.
  public static final String DIVERGENCE = "divergence";

  /// Where proofs of misbehaviour are kept: checkpoints that contradict each other.
  public static final String EVIDENCE = "evidence";

  /// The most bytes of a note that is handed in.
  public static final int NOTE_BYTES_MAX = 64 << 10;

  private static final System.Logger LOG = System.getLogger(Publication.class.getName());
  private static final int SMALL_FILE_MAX = 16 << 20;
  private static final Pattern NUMBERED = Pattern.compile("(blocks|cosigned)/(0|[1-9][0-9]{0,17})");
  private static final Pattern RECEIPT =
      Pattern.compile("receipt/(0|[1-9][0-9]{0,17})(?:/([0-9]{1,2}))?");
  private static final Pattern SNAPSHOT =
      Pattern.compile("snap/([1-9][0-9]{0,18}-[0-9a-f]{16})/([a-z0-9][a-z0-9.-]{0,63})");
  private static final Pattern GROWS = Pattern.compile("(tile|layout|blocks|cosigned)/[0-9ex]");
  private static final String LAYOUT = "layout/";

  /// In `layout`: the record begins a group.
  public static final int GROUP = 1;

  /// In `layout`: the record is the first of its segment.
  public static final int SEGMENT = 2;

  private final Disk disk;
  private final LedgerLog log;
  private final BlockLog blocks;
  private final PublishedTree tree;
  private final TreeProofs proofs;
  private final Checkpoints checkpoints;
  private final Bytes genesis;
  private final VerifierKey vkey;
  private final List<VerifierKey> followers;

  private Publication(
      Disk disk, LedgerLog log, Bytes genesis, VerifierKey vkey, List<VerifierKey> followers) {
    this.disk = disk;
    this.log = log;
    this.blocks = new BlockLog(log);
    this.tree = new PublishedTree(blocks, new TileFiles(disk));
    this.proofs = new TreeProofs(tree);
    this.checkpoints = new Checkpoints(disk, vkey, followers);
    this.genesis = genesis;
    this.vkey = vkey;
    this.followers = List.copyOf(followers);
  }

  /// Opens a directory, beside the node that may have it open.
  ///
  /// @param followers keys whose cosignatures are accepted
  /// @throws LogFault if there is no ledger, or its log is damaged
  /// @throws NodeFault GENESIS_DIFFERS or VKEY_MISSING, where these files do not fit
  public static Publication open(Disk disk, List<VerifierKey> followers) throws IOException {
    Digest id =
        LedgerLog.ledgerIdIn(disk)
            .orElseThrow(() -> new NodeFault(NodeFault.Kind.GENESIS_DIFFERS, "no ledger here"));
    Bytes genesis =
        LedgerNode.genesisDocument(disk)
            .filter(document -> Digest.of(document).equals(id))
            .orElseThrow(() -> new NodeFault(NodeFault.Kind.GENESIS_DIFFERS, LedgerNode.GENESIS));
    VerifierKey vkey = vkey(disk);
    LedgerLog log =
        LedgerLog.openForReading(disk, id, LedgerLog.Reading.BESIDE_A_WRITER, LogConfig.Depth.TAIL);
    try {
      var publication = new Publication(disk, log, genesis, vkey, followers);
      publication.tree.begin(log.head());
      publication.refresh();
      return publication;
    } catch (IOException | RuntimeException e) {
      log.close();
      throw e;
    }
  }

  private static VerifierKey vkey(Disk disk) throws IOException {
    Optional<Bytes> file = SmallFile.read(disk, LedgerNode.VKEY, NOTE_BYTES_MAX);
    try {
      List<VerifierKey> keys =
          VerifierKey.parseAll(file.orElse(Bytes.EMPTY).text()).stream().limit(1).toList();
      return keys.stream()
          .findFirst()
          .orElseThrow(() -> new NodeFault(NodeFault.Kind.VKEY_MISSING, LedgerNode.VKEY));
    } catch (NoteFormatException e) {
      throw new NodeFault(NodeFault.Kind.VKEY_MISSING, LedgerNode.VKEY, e);
    }
  }

  /// The key its checkpoints verify with.
  public VerifierKey vkey() {
    return vkey;
  }

  /// The newest checkpoint that is shown; empty before the first.
  public Optional<SignedNote> checkpoint() {
    return checkpoints.newest();
  }

  /// Takes in what has become durable since the last time.
  private synchronized void refresh() throws IOException {
    if (log.goOn()) {
      tree.extend();
    }
    checkpoints.refresh(proofs, tree.size());
  }

  @Override
  public Answer answer(Request request) {
    try {
      return switch (request.method()) {
        case GET -> get(request.path());
        case POST ->
            request.path().equals("cosignatures")
                ? cosign(request.body())
                : Answer.no(405, "nothing is handed in at " + request.path());
      };
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "cannot answer " + request.path(), e);
      return Answer.no(500, "the ledger here cannot be read: " + kindOf(e));
    }
  }

  /// Only what a stranger may know: not where on the disk.
  private static String kindOf(Exception e) {
    return switch (e) {
      case LogFault fault -> fault.kind().name();
      case NodeFault fault -> fault.kind().name();
      case UncheckedIOException io when io.getCause() instanceof LogFault fault ->
          fault.kind().name();
      default -> e.getClass().getSimpleName();
    };
  }

  private Answer get(String path) throws IOException {
    return switch (path) {
      case "checkpoint" -> {
        refresh();
        yield note(checkpoints.newest(), path);
      }
      case LedgerNode.GENESIS -> Answer.lasting(Answer.JSON, genesis);
      case LedgerNode.VKEY -> Answer.changing(Answer.TEXT, Bytes.utf8(vkey.text() + "\n"));
      case "followers.vkeys" -> Answer.changing(Answer.TEXT, followerKeys());
      case "snapshots" -> Answer.changing(Answer.TEXT, snapshots());
      case "divergence" -> Answer.changing(Answer.JSON, divergence());
      default -> {
        Answer answer = numbered(path);
        if (answer.status() == 404 && GROWS.matcher(path).lookingAt()) {
          refresh();
          answer = numbered(path);
        }
        yield answer;
      }
    };
  }

  private static Answer note(Optional<SignedNote> note, String path) {
    return note.map(found -> Answer.changing(Answer.TEXT, found.encoded()))
        .orElseGet(() -> Answer.none(path));
  }

  private Bytes followerKeys() {
    var lines = new StringBuilder();
    followers.forEach(key -> lines.append(key.text()).append('\n'));
    return Bytes.utf8(lines.toString());
  }

  /// The names of the snapshots there are, newest first, a line each.
  private Bytes snapshots() throws IOException {
    var lines = new StringBuilder();
    Snapshots.names(disk).forEach(name -> lines.append(name).append('\n'));
    return Bytes.utf8(lines.toString());
  }

  /// A file of a snapshot: its manifest, or one that the manifest names.
  private Answer snapshot(String name, String file, String path) throws IOException {
    Optional<SnapshotManifest> manifest;
    try {
      manifest = Snapshots.find(disk, name);
    } catch (SnapshotFault e) {
      return Answer.none(path);
    }
    if (manifest.isPresent() && file.equals(SnapshotManifest.FILE)) {
      return Answer.changing(Answer.BINARY, manifest.get().encoded());
    }
    Optional<SnapshotFile> named =
        manifest.stream()
            .flatMap(found -> found.files().stream())
            .filter(found -> found.name().equals(file))
            .findFirst();
    if (named.isEmpty()) {
      return Answer.none(path);
    }
    try {
      Bytes content = Snapshots.reader(disk, manifest.orElseThrow()).content(named.get());
      return Answer.changing(Answer.BINARY, content);
    } catch (SnapshotFault e) {
      LOG.log(System.Logger.Level.WARNING, "a snapshot is not shown: {0}", e.getMessage());
      return Answer.none(path);
    }
  }

  private Bytes divergence() throws IOException {
    var reports = new ArrayList<Json>();
    for (String name : disk.list(DIVERGENCE)) {
      Optional<Bytes> report = SmallFile.read(disk, DIVERGENCE + "/" + name, SMALL_FILE_MAX);
      report.ifPresent(
          note -> reports.add(Json.Obj.empty().with("name", name).with("note", note.text())));
    }
    return Bytes.utf8(new Json.Arr(reports).write());
  }

  private Answer numbered(String path) throws IOException {
    Optional<TileId> bundle = EntryBundle.parse(path);
    if (bundle.isPresent()) {
      return lasting(covered(bundle.get()) ? tree.bundle(bundle.get()) : Optional.empty(), path);
    }
    Optional<TileId> tile = TileId.parse(path);
    if (tile.isPresent()) {
      return lasting(tile(tile.get()), path);
    }
    if (path.startsWith(LAYOUT)) {
      return layout(path);
    }
    Matcher snapshot = SNAPSHOT.matcher(path);
    if (snapshot.matches()) {
      return snapshot(snapshot.group(1), snapshot.group(2), path);
    }
    Matcher receipt = RECEIPT.matcher(path);
    if (receipt.matches()) {
      String cosigners = receipt.group(2) == null ? "0" : receipt.group(2);
      return receipt(Long.parseLong(receipt.group(1)), Integer.parseInt(cosigners), path);
    }
    Matcher numbered = NUMBERED.matcher(path);
    if (!numbered.matches()) {
      return Answer.none(path);
    }
    long number = Long.parseLong(numbered.group(2));
    return numbered.group(1).equals("blocks")
        ? lasting(block(number), path)
        : note(checkpoints.cosignedBy((int) Math.min(number, Integer.MAX_VALUE)), path);
  }

  private static Answer lasting(Optional<Bytes> content, String path) {
    return content
        .map(bytes -> Answer.lasting(Answer.BINARY, bytes))
        .orElseGet(() -> Answer.none(path));
  }

  /// Nothing is shown that no published checkpoint covers.
  private boolean covered(TileId tile) {
    long leaves = 1L << (8 * tile.level());
    long hashes = tile.index() * TileId.WIDTH + tile.width();
    return hashes <= coveredSize() / leaves;
  }

  private long coveredSize() {
    return checkpoints.newestSize();
  }

  private Optional<Bytes> tile(TileId tile) {
    int bytes = tile.width() * MerkleHasher.SIZE;
    return covered(tile) ? tree.read(tile).map(hashes -> hashes.slice(0, bytes)) : Optional.empty();
  }

  /// One byte for each record there is among 256: how it lies in its segment.
  private Answer layout(String path) throws IOException {
    Optional<TileId> records = TileId.parse("tile/0/" + path.substring(LAYOUT.length()));
    long first = records.isEmpty() ? 0 : records.get().index() * TileId.WIDTH;
    int width = Math.clamp(tree.height() - first, 0, TileId.WIDTH);
    if (records.isEmpty()
        || !records.get().isFull()
        || width == 0
        || first + 1 < blocks.firstWhole()) {
      return Answer.none(path);
    }
    byte[] marks = new byte[width];
    for (int i = 0; i < marks.length; i++) {
      RecordMark mark = log.mark(first + i);
      marks[i] = (byte) ((mark.startsGroup() ? GROUP : 0) | (mark.startsSegment() ? SEGMENT : 0));
    }
    return width == TileId.WIDTH
        ? Answer.lasting(Answer.BINARY, Bytes.wrap(marks))
        : Answer.changing(Answer.BINARY, Bytes.wrap(marks));
  }

  private Optional<Bytes> block(long height) throws IOException {
    boolean shown =
        height >= blocks.firstWhole()
            && height <= tree.height()
            && blocks.read(height).header().treeSize() <= coveredSize();
    return shown ? Optional.of(blocks.read(height).encoded()) : Optional.empty();
  }

  /// The receipt of an entry, under the newest checkpoint that enough followers cosigned.
  private Answer receipt(long index, int cosigners, String path) throws IOException {
    refresh();
    Optional<SignedNote> note = checkpoints.cosignedBy(cosigners);
    Optional<Checkpoint> head = note.flatMap(checkpoints::ownCheckpoint);
    if (head.isEmpty() || index >= head.get().size() || tree.isGone(index)) {
      return Answer.none(path);
    }
    Bytes leaf = tree.entry(index);
    InclusionProof proof = proofs.inclusion(index, head.get().size());
    if (!proof.verify(MerkleHasher.leaf(leaf), head.get().root()).accepted()) {
      throw new NodeFault(NodeFault.Kind.TILE_DAMAGED, "the path of entry " + index);
    }
    Bytes receipt = TlogProof.receipt(leaf, proof, note.orElseThrow()).encoded();
    return Answer.changing(Answer.TEXT, receipt);
  }

  private Answer cosign(Bytes body) throws IOException {
    if (body.size() > NOTE_BYTES_MAX) {
      return Answer.no(413, "a note has at most " + NOTE_BYTES_MAX + " bytes");
    }
    SignedNote note;
    try {
      note = SignedNote.parse(body);
    } catch (NoteFormatException e) {
      return Answer.no(400, "not a note: " + e.fault());
    }
    refresh();
    return switch (checkpoints.take(note)) {
      case YES -> Answer.changing(Answer.TEXT, Bytes.utf8("taken\n"));
      case NOT_A_FOLLOWER -> Answer.no(403, "not signed by a follower of this ledger");
      case UNKNOWN_CHECKPOINT -> Answer.no(404, "no such checkpoint was published here");
      case OTHER_ROOT -> {
        keepEvidence(note);
        yield Answer.no(409, "a checkpoint of this size was published with another root");
      }
    };
  }

  /// A second checkpoint of one size that the ledger's own key signed is proof that the key was
  /// used for two histories.
  private void keepEvidence(SignedNote note) throws IOException {
    if (checkpoints.ownCheckpoint(note).isPresent()) {
      String name = Digest.of(Bytes.utf8(note.text())).hex().substring(0, 16);
      SmallFile.replace(disk, EVIDENCE + "/" + name + ".note", note.encoded());
      LOG.log(System.Logger.Level.WARNING, "evidence of two histories: {0}", name);
    }
  }

  @Override
  public void close() throws IOException {
    checkpoints.close();
    log.close();
  }
}
