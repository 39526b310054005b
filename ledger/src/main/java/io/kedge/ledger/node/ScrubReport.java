package io.kedge.ledger.node;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Json;
import io.kedge.kernel.MalformedException;
import io.kedge.ledger.disk.Disk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the last full pass over everything a ledger keeps found. It is kept in the ledger's
/// directory, so that others see it beside the node.
///
/// @param finishedMillis when it was finished, by the node's clock
/// @param treeSize entries of the tree that it covered
/// @param bytes how many it read
/// @param faults what is wrong; none in a sound ledger
public record ScrubReport(long finishedMillis, long treeSize, long bytes, List<Fault> faults) {
  /// Where the last one is kept.
  public static final String FILE = "scrub.json";

  private static final int FILE_BYTES_MAX = 1 << 20;

  /// Copies the list.
  public ScrubReport {
    faults = List.copyOf(faults);
  }

  /// Something wrong. The node goes on.
  ///
  /// @param file where
  /// @param what what is wrong
  /// @param repair what to do about it
  public record Fault(String file, String what, String repair) {
    @Override
    public String toString() {
      return file + ": " + what + ". Repair: " + repair;
    }
  }

  /// The last one of a ledger; empty where no pass was finished, or the file cannot be read: the
  /// next pass writes it again.
  public static Optional<ScrubReport> find(Disk disk) throws IOException {
    Optional<Bytes> file = SmallFile.read(disk, FILE, FILE_BYTES_MAX);
    try {
      return file.map(bytes -> read(Fields.of("", Json.read(bytes))));
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }

  private static ScrubReport read(Fields in) {
    List<Fault> faults =
        in.objects(
            "faults", one -> new Fault(one.text("file"), one.text("what"), one.text("repair")));
    return new ScrubReport(in.count("finished"), in.count("treeSize"), in.count("bytes"), faults);
  }

  Bytes encoded() {
    var list = new ArrayList<Json>();
    for (Fault fault : faults) {
      list.add(
          Json.Obj.empty()
              .with("file", fault.file())
              .with("what", fault.what())
              .with("repair", fault.repair()));
    }
    return Bytes.utf8(
        Json.Obj.empty()
            .with("finished", finishedMillis)
            .with("treeSize", treeSize)
            .with("bytes", bytes)
            .with("faults", new Json.Arr(list))
            .write());
  }
}
