package io.kedge.server.identity;

import io.kedge.kernel.Digest;
import io.kedge.party.InvestorClass;
import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Applications as officers see them, and their decisions.
@RestController
@RequestMapping(path = "/api/v1/registrations", produces = MediaType.APPLICATION_JSON_VALUE)
class ReviewController {
  private final Registrations registrations;
  private final Reviews reviews;
  private final RegistrationController applicants;
  private final StoredFiles files;
  private final IdentityEvents events;

  ReviewController(
      Registrations registrations,
      Reviews reviews,
      RegistrationController applicants,
      StoredFiles files,
      IdentityEvents events) {
    this.registrations = registrations;
    this.reviews = reviews;
    this.applicants = applicants;
    this.files = files;
    this.events = events;
  }

  /// One application in a list.
  record Row(
      String id, String party, String kind, List<String> roles, String status, String createdAt) {}

  /// One page, by id.
  ///
  /// @param items the rows
  /// @param next what to send as `after` for the next page; empty at the end
  record Page(List<Row> items, Optional<String> next) {}

  /// An application with what checks and officers said.
  record Case(
      RegistrationController.View registration, List<CheckRow> checks, List<ReviewRow> reviews) {}

  /// What a check said.
  record CheckRow(String provider, String verdict, String detail, String at) {}

  /// What an officer said.
  record ReviewRow(
      String account,
      String officer,
      String reason,
      String investorClass,
      int feeTier,
      String at) {}

  /// An officer's decision.
  ///
  /// @param approve true for yes
  /// @param reason in words
  /// @param investorClass `RETAIL` where it is left out
  /// @param feeTier 0 to 9
  record NewReview(
      boolean approve, String reason, Optional<InvestorClass> investorClass, int feeTier) {}

  @GetMapping
  @Access("identity:read")
  Page listRegistrations(
      Caller caller,
      @RequestParam Optional<Registration.Status> status,
      @RequestParam(defaultValue = "") String after,
      @RequestParam(defaultValue = "50") int limit) {
    List<Registration> page = registrations.page(caller.ledger(), status, after, limit);
    Optional<String> next =
        page.size() < Math.clamp(limit, 1, 200)
            ? Optional.empty()
            : Optional.of(page.getLast().id());
    return new Page(page.stream().map(ReviewController::row).toList(), next);
  }

  @GetMapping("/{id}")
  @Access("identity:read")
  Case readCase(Caller caller, @PathVariable String id) {
    return view(registrations.current(required(caller, id)));
  }

  /// A document of an application; its digest is on the ledger.
  @GetMapping("/{id}/documents/{name}")
  @Access("identity:read")
  ResponseEntity<byte[]> readDocument(
      Caller caller, @PathVariable String id, @PathVariable String name) {
    var found =
        registrations.documents(required(caller, id)).stream()
            .filter(document -> document.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "document"));
    Digest digest = found.file().digest();
    events.add(
        Optional.of(caller.account()),
        Optional.of(required(caller, id).account()),
        "DOCUMENT_READ",
        name);
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, found.file().mediaType())
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(files.content(digest));
  }

  @PostMapping(path = "/{id}/reviews", consumes = MediaType.APPLICATION_JSON_VALUE)
  @Access("identity:verify")
  Case reviewRegistration(Caller caller, @PathVariable String id, @RequestBody NewReview body) {
    Registration registration = required(caller, id);
    String reason = Optional.ofNullable(body.reason()).orElse("").strip();
    IdentityProblem.FIELD_WRONG.unless(!reason.isEmpty() && reason.length() <= 1000, "reason");
    IdentityProblem.FIELD_WRONG.unless(body.feeTier() >= 0 && body.feeTier() <= 9, "feeTier");
    if (body.approve()) {
      InvestorClass investorClass = body.investorClass().orElse(InvestorClass.RETAIL);
      reviews.approve(
          caller, registration, new Reviews.Decision(true, reason, investorClass, body.feeTier()));
    } else {
      reviews.decline(caller, registration, reason);
    }
    events.add(
        Optional.of(caller.account()),
        Optional.of(registration.account()),
        body.approve() ? "REGISTRATION_APPROVED" : "REGISTRATION_DECLINED",
        reason);
    return view(required(caller, id));
  }

  private Registration required(Caller caller, String id) {
    return registrations
        .find(caller.ledger(), id)
        .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "registration"));
  }

  private Case view(Registration registration) {
    return new Case(
        applicants.view(registration),
        reviews.checks(registration).stream()
            .map(
                check ->
                    new CheckRow(
                        check.provider(),
                        check.verdict().name(),
                        check.detail(),
                        Iso.of(check.at())))
            .toList(),
        reviews.of(registration).stream()
            .map(
                review ->
                    new ReviewRow(
                        review.account(),
                        review.officer(),
                        review.reason(),
                        review.investorClass().name(),
                        review.feeTier(),
                        Iso.of(review.at())))
            .toList());
  }

  private static Row row(Registration registration) {
    return new Row(
        registration.id(),
        registration.party().value(),
        registration.kind().name(),
        registration.roles().stream().map(Enum::name).toList(),
        registration.status().name(),
        Iso.of(registration.createdAt()));
  }
}
