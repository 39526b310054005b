package io.kedge.ledger.publish;

import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.node.CheckpointFiles;
import io.kedge.ledger.proof.SignedNote;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Reads the notes of a directory as somebody else appends them. For one thread.
final class PublishedNotes {
  private static final int FILES_FIRST = 2;

  private final Disk disk;
  private final String directory;
  private String file = "";
  private long offset;

  PublishedNotes(Disk disk, String directory) {
    this.disk = disk;
    this.directory = directory;
  }

  /// The notes that are new since the last call; at the first call those of the last two files.
  List<SignedNote> more() throws IOException {
    List<String> names = CheckpointFiles.names(disk, directory);
    int from = file.isEmpty() ? Math.max(0, names.size() - FILES_FIRST) : names.indexOf(file);
    var notes = new ArrayList<SignedNote>();
    for (String name : names.subList(Math.max(0, from), names.size())) {
      if (!name.equals(file)) {
        file = name;
        offset = 0;
      }
      CheckpointFiles.Tail tail = CheckpointFiles.readFrom(disk, directory + "/" + name, offset);
      tail.notes().forEach(stored -> notes.add(stored.note()));
      offset = tail.end();
    }
    return notes;
  }
}
