package io.kedge.server.backup;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a backup holds. It is written last: a backup without it was cut short.
///
/// @param finishedMillis when it was finished
/// @param database what the dump of the server's tables holds
/// @param ledgers the ledgers, in order of their names
/// @param files SHA-256 of every file outside the ledgers, by its path
record BackupManifest(
    long finishedMillis,
    TableDump.Content database,
    List<Ledger> ledgers,
    SortedMap<String, String> files) {
  static final String FILE = "backup.json";
  private static final String VERSION = "1";

  /// One ledger in a backup.
  ///
  /// @param name its name
  /// @param id its id, hexadecimal
  /// @param blockHeight its last block
  /// @param treeRoot the root of its tree
  record Ledger(String name, String id, long blockHeight, String treeRoot) {
    private Json json() {
      return Json.Obj.empty()
          .with("name", name)
          .with("id", id)
          .with("blockHeight", blockHeight)
          .with("treeRoot", treeRoot);
    }

    private static Ledger read(Fields in) {
      return new Ledger(
          in.text("name"), in.text("id"), in.count("blockHeight"), in.text("treeRoot"));
    }
  }

  void write(Path folder) throws IOException {
    var fresh = folder.resolve(FILE + ".new");
    Files.writeString(fresh, json().write() + "\n");
    Files.move(fresh, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  private Json json() {
    var ledgerList = new ArrayList<Json>();
    ledgers.forEach(ledger -> ledgerList.add(ledger.json()));
    return Json.Obj.empty()
        .with("version", VERSION)
        .with("finished", finishedMillis)
        .with("schema", database.version())
        .with("rows", numbers(database.rows()))
        .with("sequences", numbers(database.sequences()))
        .with("ledgers", new Json.Arr(ledgerList))
        .with("files", texts(files));
  }

  private static Json numbers(SortedMap<String, Long> values) {
    var items = new ArrayList<Json>();
    values.forEach(
        (name, value) -> items.add(Json.Obj.empty().with("name", name).with("value", value)));
    return new Json.Arr(items);
  }

  private static Json texts(SortedMap<String, String> values) {
    var items = new ArrayList<Json>();
    values.forEach(
        (name, value) -> items.add(Json.Obj.empty().with("name", name).with("value", value)));
    return new Json.Arr(items);
  }

  /// @throws io.kedge.kernel.MalformedException where it is none
  static BackupManifest read(Path folder) throws IOException {
    byte[] file = Files.readAllBytes(folder.resolve(FILE));
    Fields in = Fields.of("", Json.read(Bytes.wrap(file)));
    if (!in.text("version").equals(VERSION)) {
      throw new IOException("a backup of another version");
    }
    var content =
        new TableDump.Content(in.text("schema"), longs(in, "rows"), longs(in, "sequences"));
    return new BackupManifest(
        in.count("finished"), content, in.objects("ledgers", Ledger::read), texts(in, "files"));
  }

  private static SortedMap<String, Long> longs(Fields in, String name) {
    var values = new TreeMap<String, Long>();
    texts(in, name).forEach((key, value) -> values.put(key, Long.parseLong(value)));
    return values;
  }

  private static SortedMap<String, String> texts(Fields in, String name) {
    var values = new TreeMap<String, String>();
    in.objects(name, one -> Map.entry(one.text("name"), one.text("value")))
        .forEach(one -> values.put(one.getKey(), one.getValue()));
    return values;
  }
}
