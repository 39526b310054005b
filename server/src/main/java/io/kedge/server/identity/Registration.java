package io.kedge.server.identity;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Json;
import io.kedge.kernel.PartyId;
import io.kedge.party.PartyKind;
import io.kedge.party.Role;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jooq.Record;

/// An application to take part.
///
/// @param id of the application
/// @param account who applies
/// @param ledger name of the ledger
/// @param party the id it will have there; says nothing about who it is
/// @param kind what kind of participant
/// @param roles what it wants to act as
/// @param profile what it declares about itself; never on the ledger
/// @param salt 32 random bytes in the commitment to the profile
/// @param status where the application is
/// @param selfCustody true where the party keeps its key itself
/// @param certificate digest of the enterprise's certificate, once it has shown to hold its key
/// @param createdAt epoch milliseconds
/// @param reason why it was declined
record Registration(
    String id,
    String account,
    String ledger,
    PartyId party,
    PartyKind kind,
    SortedSet<Role> roles,
    SortedMap<String, String> profile,
    Bytes salt,
    Status status,
    boolean selfCustody,
    Optional<Digest> certificate,
    long createdAt,
    Optional<String> reason) {
  /// Where an application is.
  enum Status {
    /// The applicant is filling it in.
    DRAFT,
    /// It is on the ledger and waits for a first officer.
    SUBMITTED,
    /// A first officer approved; another one has to.
    SECOND_PENDING,
    /// Two officers approved, and the ledger knows it.
    VERIFIED,
    /// An officer declined it, with a reason.
    DECLINED
  }

  Registration {
    roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
    profile = Collections.unmodifiableSortedMap(new TreeMap<>(profile));
  }

  /// What the ledger keeps of the profile: a digest that tells nothing without the salt.
  Digest commitment() {
    return Digest.of(
        Bytes.utf8("kedge.identity-commitment|"), salt, Bytes.utf8(json(profile).write()));
  }

  static Json.Obj json(Map<String, String> profile) {
    Json.Obj json = Json.Obj.empty();
    for (var field : new TreeMap<>(profile).entrySet()) {
      json = json.with(field.getKey(), field.getValue());
    }
    return json;
  }

  static Registration of(Record row) {
    var profile = new TreeMap<String, String>();
    if (Json.read(Bytes.utf8(Rows.text(row, "profile"))) instanceof Json.Obj(var members)) {
      members.forEach(
          (name, value) -> {
            if (value instanceof Json.Text(String text)) {
              profile.put(name, text);
            }
          });
    }
    var roles = new TreeSet<Role>();
    Arrays.stream(Rows.texts(row, "roles")).map(Role::valueOf).forEach(roles::add);
    return new Registration(
        Rows.text(row, "id"),
        Rows.text(row, "account"),
        Rows.text(row, "ledger"),
        new PartyId(Rows.text(row, "party")),
        PartyKind.valueOf(Rows.text(row, "kind")),
        roles,
        profile,
        Bytes.wrap(Rows.bytes(row, "salt")),
        Status.valueOf(Rows.text(row, "status")),
        Rows.truth(row, "self_custody"),
        Rows.maybe(row, "certificate", String.class).map(Digest::fromHex),
        Rows.number(row, "created_at"),
        Rows.maybe(row, "reason", String.class));
  }
}
