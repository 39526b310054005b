package io.kedge.server.identity;

import io.kedge.contract.Envelope;
import io.kedge.kernel.Bytes;
import io.kedge.party.PartyKind;
import io.kedge.party.RequiredDocuments;
import io.kedge.party.Role;
import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import io.kedge.server.gateway.LedgerGateway;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/// Registering: an account at once, a party of the ledger after documents and verification (A-31,
/// The login name always gets a few random letters behind what was asked for, so that
/// nobody learns which names there are.
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class RegistrationController {
  private final Registrations registrations;
  private final RegistrationFields fields;
  private final Reviews reviews;
  private final Accounts accounts;
  private final NewPasswords passwords;
  private final Challenges challenges;
  private final EnterpriseCertificates certificates;
  private final FailedAttempts attempts;
  private final LedgerGateway gateway;
  private final IdentityEvents events;

  RegistrationController(
      Registrations registrations,
      RegistrationFields fields,
      Reviews reviews,
      Accounts accounts,
      NewPasswords passwords,
      Challenges challenges,
      EnterpriseCertificates certificates,
      FailedAttempts attempts,
      LedgerGateway gateway,
      IdentityEvents events) {
    this.registrations = registrations;
    this.fields = fields;
    this.reviews = reviews;
    this.accounts = accounts;
    this.passwords = passwords;
    this.challenges = challenges;
    this.certificates = certificates;
    this.attempts = attempts;
    this.gateway = gateway;
    this.events = events;
  }

  /// What a kind and its roles have to give.
  ///
  /// @param fields in order
  /// @param documents names of the required documents
  record Form(List<RegistrationFields.Field> fields, List<String> documents) {}

  /// An application.
  ///
  /// @param ledger name of the ledger; the server's first where it is left out
  /// @param login begins the login name; letters are added
  /// @param password the account's password
  /// @param displayName how people call the account
  /// @param language `zh-CN` or `en`
  /// @param kind what kind of participant
  /// @param roles what it wants to act as
  /// @param profile the fields that kind and roles ask for
  /// @param selfCustody true where the party keeps its key itself
  record NewRegistration(
      Optional<String> ledger,
      String login,
      String password,
      String displayName,
      Optional<String> language,
      PartyKind kind,
      Set<Role> roles,
      Map<String, String> profile,
      Optional<Boolean> selfCustody) {
    /// Says nothing about the secret and the person.
    @Override
    public String toString() {
      return "NewRegistration[" + kind + " " + roles + "]";
    }
  }

  /// An application as its owner sees it.
  record View(
      String id,
      String login,
      String ledger,
      String party,
      String kind,
      List<String> roles,
      String status,
      Map<String, String> profile,
      String commitment,
      boolean selfCustody,
      Optional<String> certificate,
      List<DocumentRow> documents,
      List<String> documentsMissing,
      Optional<String> reason) {}

  /// A document.
  record DocumentRow(String name, String digest, String mediaType, String size) {}

  /// Something to be signed with a certificate's key.
  ///
  /// @param challengeId to be sent back
  /// @param message what is signed, as UTF-8 bytes
  record CertificateChallenge(String challengeId, String message) {}

  /// A certificate and a signature of its key.
  ///
  /// @param challengeId as it was given
  /// @param chain PEM, the enterprise's certificate first
  /// @param signature base64
  record Shown(String challengeId, String chain, String signature) {}

  /// The key of a party that signs itself.
  ///
  /// @param publicKey base64, 32 bytes of Ed25519
  record OwnKey(String publicKey) {}

  /// What that key signs.
  record Unsigned(String payloadType, String payload) {}

  @GetMapping("/registration-form")
  @Access(Access.PUBLIC)
  Form registrationForm(
      @RequestParam PartyKind kind, @RequestParam(defaultValue = "") Set<Role> roles) {
    return new Form(fields.of(kind, roles), new ArrayList<>(RequiredDocuments.of(kind, roles)));
  }

  @PostMapping(path = "/registrations", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  @Access(Access.PUBLIC)
  View register(@RequestBody NewRegistration body) {
    if (body.login() == null
        || body.password() == null
        || body.displayName() == null
        || body.kind() == null
        || body.roles() == null
        || body.profile() == null) {
      throw new Problem(ProblemCode.MALFORMED, "a member is missing");
    }
    attempts.begin("registration from " + RequestFacts.address(), "registrations");
    String stem = body.login().toLowerCase(Locale.ROOT);
    IdentityProblem.FIELD_WRONG.unless(stem.matches("[a-z][a-z0-9._]{1,30}"), "login");
    IdentityProblem.FIELD_WRONG.unless(
        !body.displayName().isBlank() && body.displayName().length() <= 200, "displayName");
    IdentityProblem.FIELD_WRONG.unless(!body.roles().isEmpty(), "roles");
    var profile = fields.check(body.kind(), body.roles(), body.profile());
    String login = stem + "-" + Ids.letters(5);
    passwords.require(stem, body.password());
    var wanted =
        new Accounts.New(
            gateway.ledger(body.ledger()).name(),
            Registrations.newPartyId(),
            Optional.empty(),
            login,
            body.displayName().strip(),
            body.language().filter("en"::equals).orElse("zh-CN"));
    String password = PasswordRules.normal(body.password());
    Account account =
        accounts.create(wanted, Optional.of(password), false, List.of(Permissions.MANAGER));
    events.add(Optional.empty(), Optional.of(account.id()), "REGISTERED", body.kind().name());
    attempts.passed("registration from " + RequestFacts.address(), "registrations");
    return view(
        registrations.create(
            account, body.kind(), body.roles(), profile, body.selfCustody().orElse(false)));
  }

  @GetMapping("/me/registration")
  @Access(Access.SIGNED_IN)
  View readRegistration(Caller caller) {
    return view(registrations.current(own(caller)));
  }

  /// Completes or corrects what was declared, before it is submitted.
  @PutMapping(path = "/me/registration/profile", consumes = MediaType.APPLICATION_JSON_VALUE)
  @Access(Access.SIGNED_IN)
  View changeRegistration(Caller caller, @RequestBody Map<String, String> profile) {
    Registration draft = own(caller);
    var merged = Registrations.merged(draft.profile(), profile);
    return view(registrations.change(draft, fields.check(draft.kind(), draft.roles(), merged)));
  }

  /// Adds a document, or replaces the one of that name. What kind it is is seen from its content.
  @PostMapping(
      path = "/me/registration/documents/{name}",
      consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @Access(Access.SIGNED_IN)
  View uploadDocument(Caller caller, @PathVariable String name, @RequestPart MultipartFile file)
      throws IOException {
    Registration draft = own(caller);
    registrations.addDocument(draft, name, file.getBytes());
    return view(draft);
  }

  @PostMapping("/me/registration/certificate-challenges")
  @ResponseStatus(HttpStatus.CREATED)
  @Access(Access.SIGNED_IN)
  CertificateChallenge challengeCertificate(Caller caller) {
    var challenge = challenges.make(Challenges.CERTIFICATE, Optional.of(caller.account()));
    String message =
        new String(
            EnterpriseCertificates.message(challenge.value().toArray(), own(caller)).toArray(),
            java.nio.charset.StandardCharsets.UTF_8);
    return new CertificateChallenge(challenge.id(), message);
  }

  @PostMapping(path = "/me/registration/certificate", consumes = MediaType.APPLICATION_JSON_VALUE)
  @Access(Access.SIGNED_IN)
  View showCertificate(Caller caller, @RequestBody Shown body) {
    Registration draft = own(caller);
    if (body.challengeId() == null || body.chain() == null || body.signature() == null) {
      throw new Problem(ProblemCode.MALFORMED, "challengeId, chain and signature are needed");
    }
    byte[] challenge =
        challenges
            .take(body.challengeId(), Challenges.CERTIFICATE, Optional.of(caller.account()))
            .orElseThrow(() -> IdentityProblem.CHALLENGE_FAILED.problem("challenge"));
    var digest = certificates.check(draft, body.chain(), challenge, base64(body.signature()));
    registrations.setCertificate(draft, digest);
    reviews.note(
        draft,
        "enterprise-certificate",
        new KnowYourCustomer.Verdict(KnowYourCustomer.Result.PASSED, digest.hex()));
    return view(own(caller));
  }

  /// Puts the application on the ledger; the key is made and kept here.
  @PostMapping("/me/registration/submission")
  @Access(Access.SIGNED_IN)
  View submitRegistration(Caller caller) {
    return submitted(caller, registrations.submit(own(caller)));
  }

  /// What a party that keeps its key itself signs.
  @PostMapping(path = "/me/registration/preparation", consumes = MediaType.APPLICATION_JSON_VALUE)
  @Access(Access.SIGNED_IN)
  Unsigned prepareRegistration(Caller caller, @RequestBody OwnKey body) {
    if (body.publicKey() == null) {
      throw new Problem(ProblemCode.MALFORMED, "publicKey is needed");
    }
    Bytes key = Bytes.wrap(base64(body.publicKey()));
    return new Unsigned(Envelope.COMMAND, registrations.prepare(own(caller), key).base64());
  }

  /// Puts an application on the ledger that the party signed itself.
  @PostMapping(path = "/me/registration/envelope", consumes = MediaType.APPLICATION_JSON_VALUE)
  @Access(Access.SIGNED_IN)
  View submitRegistrationEnvelope(Caller caller, @RequestBody byte[] envelope) {
    return submitted(caller, registrations.submit(own(caller), Bytes.wrap(envelope)));
  }

  private View submitted(Caller caller, Registration registration) {
    reviews.runChecks(registration);
    events.add(
        Optional.of(caller.account()),
        Optional.of(caller.account()),
        "REGISTRATION_SUBMITTED",
        registration.party().value());
    return view(registration);
  }

  private Registration own(Caller caller) {
    return registrations
        .ofAccount(caller.account())
        .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "registration"));
  }

  View view(Registration registration) {
    return new View(
        registration.id(),
        accounts.find(registration.account()).map(Account::login).orElseThrow(),
        registration.ledger(),
        registration.party().value(),
        registration.kind().name(),
        new TreeSet<>(registration.roles()).stream().map(Enum::name).toList(),
        registration.status().name(),
        registration.profile(),
        registration.commitment().hex(),
        registration.selfCustody(),
        registration.certificate().map(digest -> digest.hex()),
        registrations.documents(registration).stream()
            .map(
                document ->
                    new DocumentRow(
                        document.name(),
                        document.file().digest().hex(),
                        document.file().mediaType(),
                        Long.toString(document.file().size())))
            .toList(),
        List.copyOf(registrations.missing(registration)),
        registration.reason());
  }

  private static byte[] base64(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new Problem(ProblemCode.MALFORMED, "not base64");
    }
  }
}
