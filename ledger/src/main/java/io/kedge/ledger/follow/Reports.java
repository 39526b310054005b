package io.kedge.ledger.follow;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.node.SmallFile;
import io.kedge.ledger.proof.SignedNote;
import io.kedge.ledger.publish.Publication;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The reports and proofs of misbehaviour in a follower's directory. Each is durable before the
/// follower says that it stopped.
final class Reports {
  private static final String FIRST_LINE = "kedge/divergence/1\n";
  private static final String ENDING = ".note";

  private final Disk disk;
  private final String ledger;
  private final FollowerKeys keys;

  Reports(Disk disk, String ledger, FollowerKeys keys) {
    this.disk = disk;
    this.ledger = ledger;
    this.keys = keys;
  }

  /// The first report there is, by name.
  Optional<String> existing() throws IOException {
    List<String> names = disk.list(Publication.DIVERGENCE);
    return names.stream()
        .filter(name -> name.endsWith(ENDING))
        .findFirst()
        .map(name -> Publication.DIVERGENCE + "/" + name);
  }

  /// Writes and signs a report; answers its file.
  String write(Divergence divergence, Divergence.Evidence evidence) throws IOException {
    String text = FIRST_LINE + divergence.json(ledger, evidence).write() + "\n";
    SignedNote note = keys.reporter().sign(text);
    String name =
        String.format(
            Locale.ROOT,
            "%s/%012d-%s%s",
            Publication.DIVERGENCE,
            divergence.index(),
            divergence.reason().name().toLowerCase(Locale.ROOT),
            ENDING);
    durably(name, note.encoded());
    return name;
  }

  /// Keeps a note as evidence, under the hash of its text.
  void keep(SignedNote note) throws IOException {
    String hash = Digest.of(Bytes.utf8(note.text())).hex().substring(0, 16);
    durably(Publication.EVIDENCE + "/" + hash + ENDING, note.encoded());
  }

  private void durably(String name, Bytes content) throws IOException {
    SmallFile.replace(disk, name, content);
    disk.forceDirectory(name.substring(0, name.indexOf('/')));
    disk.forceDirectory("");
  }
}
