package io.kedge.server.notification;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Json;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.Record;

/// Writes what is to be told, in the transaction in which it happened: after a crash either both
/// are
/// there or neither.
public final class Outbox {
  private Outbox() {}

  /// Tells, once: a notice whose `dedup` was told to this receiver before changes nothing.
  ///
  /// @param db the transaction
  public static void tell(DSLContext db, Notice notice) {
    String receiver = notice.party() + notice.account().map(one -> "/" + one).orElse("");
    Record row =
        db.fetchOne(
            "insert into kedge.notification (ledger, party, account, dedup, kind, subject, params,"
                + " at) values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (dedup) do nothing"
                + " returning id",
            notice.ledger(),
            notice.party(),
            notice.account().orElse(null),
            notice.ledger() + "|" + receiver + "|" + notice.kind() + "|" + notice.dedup(),
            notice.kind().name(),
            notice.subject(),
            write(notice.params()),
            notice.at());
    if (row != null) {
      db.execute(
          "insert into kedge.delivery (notification, channel, next_at)"
              + " select ?, c.id, 0 from kedge.channel c where c.active and c.ledger = ?"
              + " and c.party = ? and (cast(? as text) is null or c.account = ?)"
              + " and (c.kinds = '' or ? = any(string_to_array(c.kinds, ',')))",
          row.get("id", Long.class),
          notice.ledger(),
          notice.party(),
          notice.account().orElse(null),
          notice.account().orElse(null),
          notice.kind().name());
    }
  }

  private static String write(SortedMap<String, String> params) {
    Json.Obj object = Json.Obj.empty();
    for (Map.Entry<String, String> entry : params.entrySet()) {
      object = object.with(entry.getKey(), entry.getValue());
    }
    return object.write();
  }

  /// Reads what was written for a notice.
  static SortedMap<String, String> read(String params) {
    var read = new TreeMap<String, String>();
    if (Json.read(Bytes.utf8(params)) instanceof Json.Obj(var members)) {
      members.forEach(
          (name, value) -> {
            if (value instanceof Json.Text(String text)) {
              read.put(name, text);
            }
          });
    }
    return read;
  }
}
