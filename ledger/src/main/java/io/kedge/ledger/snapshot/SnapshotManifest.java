package io.kedge.ledger.snapshot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.block.BlockHeader;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.NoteFormatException;
import io.kedge.ledger.proof.NoteVerdict;
import io.kedge.ledger.proof.NoteVerifier;
import io.kedge.ledger.proof.SignedNote;
import io.kedge.ledger.proof.VerifierKey;
import io.kedge.ledger.tree.ConsistencyProof;
import io.kedge.ledger.tree.InclusionProof;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/// What is in a snapshot, and the proof of it: lines of text with the SHA-256 over them at the end.
///
/// The chain of the proof: a trusted key signed the checkpoint; the tree of the snapshot is the
/// beginning of the checkpoint's; the header is the last entry of that tree; and the header names
/// the root of the state. Not covered by it: the index of commands, which no header binds; who
/// executes on from a snapshot whose index is wrong differs from the log at the first command
/// that is sent again.
///
/// @param ledger the ledger's id
/// @param header of the block after which it is the state
/// @param recordHash the hash of that block's record in the log
/// @param treeRoot root of the tree of all entries up to that header
/// @param headerPath inclusion proof of the header in that tree
/// @param checkpoint the signed note, of this tree or a later one
/// @param consistency proof that the checkpoint's tree begins with this one
/// @param entries entries of the state
/// @param commands decided commands in the index
/// @param files every file beside the manifest
public record SnapshotManifest(
    Digest ledger,
    BlockHeader header,
    Digest recordHash,
    Digest treeRoot,
    List<Digest> headerPath,
    Bytes checkpoint,
    List<Digest> consistency,
    long entries,
    long commands,
    List<SnapshotFile> files) {
  /// The name of the manifest's file.
  public static final String FILE = "manifest";

  /// The most bytes a manifest may have.
  public static final int BYTES_MAX = 8 << 20;

  private static final String FIRST = "kedge-snapshot 1";
  private static final int ROOT_DIGITS = 16;

  /// Copies the lists.
  public SnapshotManifest {
    headerPath = List.copyOf(headerPath);
    consistency = List.copyOf(consistency);
    files = List.copyOf(files);
  }

  /// The block after which it is the state.
  public long height() {
    return header.number();
  }

  /// Entries of the tree up to that block.
  public long treeSize() {
    return header.treeSize();
  }

  /// Root of the state.
  public Digest stateRoot() {
    return header.stateRoot();
  }

  /// The name of its directory: tree size and the first digits of the state root.
  public String name() {
    return name(header);
  }

  static String name(BlockHeader header) {
    return header.treeSize() + "-" + header.stateRoot().hex().substring(0, ROOT_DIGITS);
  }

  /// Bytes of all files together.
  public long bytes() {
    return files.stream().mapToLong(SnapshotFile::bytes).sum();
  }

  /// The file's content.
  public Bytes encoded() {
    var lines = new StringBuilder(FIRST).append('\n');
    line(lines, "ledger", ledger.hex());
    line(lines, "height", height());
    line(lines, "tree-size", treeSize());
    line(lines, "tree-root", treeRoot.hex());
    line(lines, "state-root", stateRoot().hex());
    line(lines, "header", header.encoded().base64());
    line(lines, "record", recordHash.hex());
    headerPath.forEach(hash -> line(lines, "header-path", hash.hex()));
    line(lines, "checkpoint", checkpoint.base64());
    consistency.forEach(hash -> line(lines, "consistency", hash.hex()));
    line(lines, "entries", entries);
    line(lines, "commands", commands);
    files.forEach(
        file -> line(lines, "file", file.sha256().hex() + " " + file.bytes() + " " + file.name()));
    line(lines, "checksum", Digest.of(Bytes.utf8(lines.toString())).hex());
    return Bytes.utf8(lines.toString());
  }

  private static void line(StringBuilder lines, String label, Object value) {
    lines.append(label).append(' ').append(value).append('\n');
  }

  /// Reads what [#encoded] wrote.
  ///
  /// @throws SnapshotFault DAMAGED on any other bytes
  public static SnapshotManifest decode(Bytes content) {
    try {
      var lines = new Lines(new String(content.unsafeArray(), ISO_8859_1).lines().toList());
      SnapshotManifest manifest = lines.manifest();
      if (manifest.encoded().equals(content)) {
        return manifest;
      }
    } catch (RuntimeException e) {
      throw new SnapshotFault(
          SnapshotFault.Kind.DAMAGED, "the manifest cannot be read: " + e.getMessage());
    }
    throw new SnapshotFault(SnapshotFault.Kind.DAMAGED, "the manifest is not as it was written");
  }

  /// Goes through the lines of a manifest. That labels and order are right, comparing with the
  /// encoding shows afterwards.
  private record Lines(Iterator<String> lines, List<String> ahead) {
    Lines(List<String> lines) {
      this(lines.iterator(), new ArrayList<>());
    }

    private String line() {
      return ahead.isEmpty() ? lines.next() : ahead.removeLast();
    }

    private String value(String label) {
      String line = line();
      if (!line.startsWith(label + " ")) {
        throw new IllegalArgumentException("no " + label);
      }
      return line.substring(label.length() + 1);
    }

    private List<String> values(String label) {
      var values = new ArrayList<String>();
      String line = line();
      while (line.startsWith(label + " ")) {
        values.add(line.substring(label.length() + 1));
        line = line();
      }
      ahead.add(line);
      return values;
    }

    private List<Digest> digests(String label) {
      return values(label).stream().map(Digest::fromHex).toList();
    }

    SnapshotManifest manifest() {
      if (!line().equals(FIRST)) {
        throw new IllegalArgumentException("another format");
      }
      Digest ledger = Digest.fromHex(value("ledger"));
      value("height");
      value("tree-size");
      Digest treeRoot = Digest.fromHex(value("tree-root"));
      value("state-root");
      BlockHeader header = BlockHeader.decode(Bytes.fromBase64(value("header")));
      Digest record = Digest.fromHex(value("record"));
      List<Digest> headerPath = digests("header-path");
      Bytes checkpoint = Bytes.fromBase64(value("checkpoint"));
      List<Digest> consistency = digests("consistency");
      long entries = Long.parseLong(value("entries"));
      long commands = Long.parseLong(value("commands"));
      List<SnapshotFile> files = values("file").stream().map(Lines::file).toList();
      return new SnapshotManifest(
          ledger,
          header,
          record,
          treeRoot,
          headerPath,
          checkpoint,
          consistency,
          entries,
          commands,
          files);
    }

    private static SnapshotFile file(String value) {
      String[] parts = value.split(" ", -1);
      if (parts.length != 3) {
        throw new IllegalArgumentException("a file has three parts");
      }
      return new SnapshotFile(parts[2], Long.parseLong(parts[1]), Digest.fromHex(parts[0]));
    }
  }

  /// Checks the proof by keys that came from elsewhere.
  ///
  /// @throws SnapshotFault NOT_SIGNED or NOT_PROVEN
  public void verify(Collection<VerifierKey> trusted) {
    SignedNote note = note();
    boolean signed = new NoteVerifier(trusted).check(note) instanceof NoteVerdict.Verified;
    if (!signed) {
      throw new SnapshotFault(
          SnapshotFault.Kind.NOT_SIGNED, "the checkpoint of snapshot " + name());
    }
    verifyProof();
  }

  /// Checks everything of the proof but the signature.
  ///
  /// @throws SnapshotFault NOT_PROVEN
  public void verifyProof() {
    Checkpoint signed = checkpointOf(note());
    boolean holds =
        signed.origin().equals("kedge/" + ledger.hex())
            && header.stateHeight() == header.number()
            && new InclusionProof(header.ownLeaf(), treeSize(), headerPath)
                .verify(header.hash(), treeRoot)
                .accepted()
            && new ConsistencyProof(treeSize(), signed.size(), consistency)
                .verify(treeRoot, signed.root())
                .accepted();
    if (!holds) {
      throw new SnapshotFault(SnapshotFault.Kind.NOT_PROVEN, "snapshot " + name());
    }
  }

  private SignedNote note() {
    try {
      return SignedNote.parse(checkpoint);
    } catch (NoteFormatException e) {
      throw new SnapshotFault(SnapshotFault.Kind.DAMAGED, "its checkpoint is no note");
    }
  }

  private static Checkpoint checkpointOf(SignedNote note) {
    try {
      return Checkpoint.parse(note.text());
    } catch (NoteFormatException e) {
      throw new SnapshotFault(SnapshotFault.Kind.DAMAGED, "its note is no checkpoint");
    }
  }
}
