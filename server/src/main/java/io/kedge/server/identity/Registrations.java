package io.kedge.server.identity;

import io.kedge.contract.VerificationKey.Algorithm;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Json;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.PartyId;
import io.kedge.party.KeyHolder;
import io.kedge.party.Parties;
import io.kedge.party.PartyKind;
import io.kedge.party.PartyStatus;
import io.kedge.party.RequiredDocuments;
import io.kedge.party.Role;
import io.kedge.server.custody.SealedCustody;
import io.kedge.server.identity.Registration.Status;
import io.kedge.server.identity.StoredFiles.StoredFile;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jooq.DSLContext;
import org.jooq.JSONB;

/// Applications to take part: filled in, documented, put on the ledger as `party.register` (A-31,
///
final class Registrations {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SALT_BYTES = 32;
  private static final int DOCUMENTS_MAX = 32;

  private final DSLContext db;
  private final InstantSource clock;
  private final StoredFiles files;
  private final SealedCustody custody;
  private final LedgerSteps steps;

  Registrations(
      DSLContext db,
      InstantSource clock,
      StoredFiles files,
      SealedCustody custody,
      LedgerSteps steps) {
    this.db = db;
    this.clock = clock;
    this.files = files;
    this.custody = custody;
    this.steps = steps;
  }

  /// A document of an application.
  ///
  /// @param name what it is, see [RequiredDocuments]
  /// @param file where it is stored
  record Document(String name, StoredFile file) {}

  Registration create(
      Account account,
      PartyKind kind,
      Collection<Role> roles,
      SortedMap<String, String> profile,
      boolean selfCustody) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    db.execute(
        "insert into kedge.registration (id, account, ledger, party, kind, roles, profile, salt,"
            + " status, self_custody, created_at)"
            + " values (?, ?, ?, ?, ?, ?::text[], ?::jsonb, ?, 'DRAFT', ?, ?)",
        Ids.fresh(),
        account.id(),
        account.ledger(),
        account.party().value(),
        kind.name(),
        roles.stream().map(Enum::name).sorted().toArray(String[]::new),
        JSONB.valueOf(Registration.json(profile).write()),
        salt,
        selfCustody,
        clock.millis());
    return ofAccount(account.id()).orElseThrow();
  }

  /// Changes a draft.
  Registration change(Registration draft, SortedMap<String, String> profile) {
    requireDraft(draft);
    db.execute(
        "update kedge.registration set profile = ?::jsonb, certificate = null"
            + " where id = ? and status = 'DRAFT'",
        JSONB.valueOf(Registration.json(profile).write()),
        draft.id());
    return find(draft.ledger(), draft.id()).orElseThrow();
  }

  Optional<Registration> ofAccount(String account) {
    return db.fetchOptional("select * from kedge.registration where account = ?", account)
        .map(Registration::of);
  }

  Optional<Registration> find(String ledger, String id) {
    return db.fetchOptional(
            "select * from kedge.registration where ledger = ? and id = ?", ledger, id)
        .map(Registration::of);
  }

  /// Applications of a ledger, oldest first.
  List<Registration> page(String ledger, Optional<Status> status, String after, int limit) {
    String wanted = status.map(Enum::name).orElse(null);
    return db.fetch(
            "select * from kedge.registration where ledger = ?"
                + " and (?::text is null or status = ?) and id > ? order by id limit ?",
            ledger,
            wanted,
            wanted,
            after,
            Math.clamp(limit, 1, 200))
        .map(Registration::of);
  }

  void addDocument(Registration draft, String name, byte[] content) {
    requireDraft(draft);
    IdentityProblem.FIELD_WRONG.unless(name.matches("[a-z0-9][a-z0-9-]{1,60}"), "name");
    IdentityProblem.STATE_UNFIT.unless(
        documents(draft).size() < DOCUMENTS_MAX, "too many documents");
    StoredFile file = files.store(content);
    db.execute(
        "insert into kedge.registration_document (registration, name, file, uploaded_at)"
            + " values (?, ?, ?, ?) on conflict (registration, name)"
            + " do update set file = excluded.file, uploaded_at = excluded.uploaded_at",
        draft.id(),
        name,
        file.digest().hex(),
        clock.millis());
  }

  List<Document> documents(Registration registration) {
    return db.fetch(
            "select name, file from kedge.registration_document where registration = ?"
                + " order by name",
            registration.id())
        .map(
            row ->
                new Document(
                    Rows.text(row, "name"),
                    files.find(Digest.fromHex(Rows.text(row, "file"))).orElseThrow()));
  }

  /// The names of documents that are still missing.
  SortedSet<String> missing(Registration registration) {
    var missing = new TreeSet<>(RequiredDocuments.of(registration.kind(), registration.roles()));
    documents(registration).forEach(document -> missing.remove(document.name()));
    return missing;
  }

  void setCertificate(Registration draft, Digest certificate) {
    requireDraft(draft);
    db.execute(
        "update kedge.registration set certificate = ? where id = ? and status = 'DRAFT'",
        certificate.hex(),
        draft.id());
  }

  /// Puts a draft on the ledger, with a key that is made and kept here.
  Registration submit(Registration draft) {
    requireComplete(draft);
    IdentityProblem.STATE_UNFIT.unless(!draft.selfCustody(), "the party signs itself");
    if (onLedger(draft).isEmpty()) {
      var held =
          custody
              .find(draft.ledger(), draft.party(), Optional.empty())
              .orElseGet(() -> custody.make(draft.ledger(), draft.party(), Optional.empty()));
      Json.Obj key = key(held.publicKey(), KeyHolder.CUSTODIAN, draft.certificate());
      List<KeyId> keys = List.of(held.id());
      steps.send(draft.ledger(), draft.party(), "party.register", body(draft, key), keys);
    }
    return submitted(draft);
  }

  /// The unsigned payload of a draft whose party keeps its key itself.
  Bytes prepare(Registration draft, Bytes publicKey) {
    requireComplete(draft);
    IdentityProblem.STATE_UNFIT.unless(draft.selfCustody(), "the key is kept here");
    Json.Obj key = key(publicKey, KeyHolder.SELF, draft.certificate());
    return steps.payload(
        steps.ledger(draft.ledger()), draft.party(), "party.register", body(draft, key));
  }

  /// Puts a draft on the ledger that its party signed.
  Registration submit(Registration draft, Bytes envelope) {
    requireComplete(draft);
    if (onLedger(draft).isEmpty()) {
      steps.send(draft.ledger(), envelope);
    }
    return submitted(draft);
  }

  /// What the ledger says stands: a party that was verified or declined by other ways is so here.
  Registration current(Registration registration) {
    Optional<Status> known =
        onLedger(registration)
            .flatMap(
                status ->
                    switch (status) {
                      case VERIFIED -> Optional.of(Status.VERIFIED);
                      case DECLINED, CLOSED -> Optional.of(Status.DECLINED);
                      case REGISTERED -> Optional.<Status>empty();
                    });
    if (known.isEmpty() || known.get() == registration.status()) {
      return registration;
    }
    setStatus(registration, known.get(), registration.reason());
    return find(registration.ledger(), registration.id()).orElseThrow();
  }

  void setStatus(Registration registration, Status status, Optional<String> reason) {
    boolean decided = status == Status.VERIFIED || status == Status.DECLINED;
    db.execute(
        "update kedge.registration set status = ?, reason = ?, decided_at = ? where id = ?",
        status.name(),
        reason.orElse(null),
        decided ? clock.millis() : null,
        registration.id());
  }

  private Registration submitted(Registration draft) {
    boolean ours =
        Parties.find(steps.ledger(draft.ledger()).view(), draft.party())
            .map(party -> party.commitment().equals(draft.commitment()))
            .orElse(false);
    IdentityProblem.STATE_UNFIT.unless(ours, "the ledger has another party of that id");
    db.execute(
        "update kedge.registration set status = 'SUBMITTED', submitted_at = ? where id = ?"
            + " and status = 'DRAFT'",
        clock.millis(),
        draft.id());
    return find(draft.ledger(), draft.id()).orElseThrow();
  }

  private Optional<PartyStatus> onLedger(Registration registration) {
    return Parties.find(steps.ledger(registration.ledger()).view(), registration.party())
        .map(party -> party.status());
  }

  private void requireComplete(Registration draft) {
    requireDraft(draft);
    SortedSet<String> missing = missing(draft);
    if (!missing.isEmpty()) {
      throw IdentityProblem.DOCUMENT_MISSING
          .problem(String.join(", ", missing))
          .with("documents", List.copyOf(missing));
    }
  }

  private static void requireDraft(Registration registration) {
    IdentityProblem.STATE_UNFIT.unless(
        registration.status() == Status.DRAFT, "the application is " + registration.status());
  }

  private Json.Obj body(Registration draft, Json.Obj key) {
    var papers = new ArrayList<Json>();
    for (Document document : documents(draft)) {
      papers.add(
          Json.Obj.empty()
              .with("name", document.name())
              .with("digest", document.file().digest().hex()));
    }
    return Json.Obj.empty()
        .with("kind", draft.kind().name())
        .with("roles", Json.Arr.ofTexts(draft.roles().stream().map(Enum::name).toList()))
        .with("commitment", draft.commitment().hex())
        .with("documents", new Json.Arr(papers))
        .with("key", key);
  }

  static Json.Obj key(Bytes publicKey, KeyHolder holder, Optional<Digest> certificate) {
    Json.Obj key =
        Json.Obj.empty()
            .with("algorithm", Algorithm.ED25519.name())
            .with("publicKey", publicKey.base64())
            .with("holder", holder.name());
    return certificate.isEmpty() ? key : key.with("certificate", certificate.get().hex());
  }

  /// An id that says nothing about who it is.
  static PartyId newPartyId() {
    return new PartyId("p-" + Ids.letters(12));
  }

  static SortedMap<String, String> merged(Map<String, String> before, Map<String, String> more) {
    var all = new TreeMap<>(before);
    all.putAll(more);
    return all;
  }
}
