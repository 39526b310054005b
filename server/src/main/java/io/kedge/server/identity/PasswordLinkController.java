package io.kedge.server.identity;

import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Setting a password without the old one, by a link that is good once.
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class PasswordLinkController {
  private static final Logger LOG = LoggerFactory.getLogger(PasswordLinkController.class);

  private final Accounts accounts;
  private final PasswordLinks links;
  private final NewPasswords passwords;
  private final IdentityEvents events;
  private final FailedAttempts attempts;
  private final LinkSender sender;
  private final PublicAddress address;

  PasswordLinkController(
      Accounts accounts,
      PasswordLinks links,
      NewPasswords passwords,
      IdentityEvents events,
      FailedAttempts attempts,
      LinkSender sender,
      PublicAddress address) {
    this.accounts = accounts;
    this.links = links;
    this.passwords = passwords;
    this.events = events;
    this.attempts = attempts;
    this.sender = sender;
    this.address = address;
  }

  /// Somebody forgot a password.
  ///
  /// @param login the account's login name
  record Forgotten(String login) {}

  /// A new password by link.
  ///
  /// @param token the secret of the link
  /// @param newPassword the password
  record Set(String token, String newPassword) {
    /// Says nothing about the secrets.
    @Override
    public String toString() {
      return "Set[]";
    }
  }

  /// A link that somebody may hand to the owner of an account.
  ///
  /// @param link the whole address, shown once
  record Link(String link) {
    /// Says nothing about the secret.
    @Override
    public String toString() {
      return "Link[]";
    }
  }

  /// Sends a link to the e-mail address of an account, if there is one. The answer is the same in
  /// any case, and comes before anything is looked up.
  @PostMapping(path = "/password-links", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Access(Access.PUBLIC)
  void requestPasswordLink(HttpServletRequest request, @RequestBody Forgotten body) {
    if (body.login() == null) {
      throw new Problem(ProblemCode.MALFORMED, "login is needed");
    }
    attempts.begin("link for " + body.login(), RequestFacts.address());
    URI here = address.of(request);
    String login = body.login();
    Thread.ofVirtual().start(() -> send(login, here));
  }

  private void send(String login, URI here) {
    try {
      accounts
          .byLogin(login)
          .filter(account -> account.status() == Account.Status.ACTIVE)
          .filter(account -> account.email().isPresent())
          .ifPresent(account -> sender.send(account, link(account, here)));
    } catch (RuntimeException e) {
      LOG.error("a link was not sent", e);
    }
  }

  /// Uses a link.
  @PostMapping(path = "/passwords", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Access(Access.PUBLIC)
  void setPasswordByLink(@RequestBody Set body) {
    if (body.token() == null || body.newPassword() == null) {
      throw new Problem(ProblemCode.MALFORMED, "token and newPassword are needed");
    }
    Token token =
        Token.read(Token.Kind.LINK, body.token())
            .orElseThrow(() -> IdentityProblem.LINK_INVALID.problem(""));
    Account account =
        links
            .look(token)
            .flatMap(accounts::find)
            .filter(found -> found.status() == Account.Status.ACTIVE)
            .orElseThrow(() -> IdentityProblem.LINK_INVALID.problem(""));
    passwords.require(account, body.newPassword());
    IdentityProblem.LINK_INVALID.unless(links.use(token), "");
    passwords.set(account, body.newPassword());
    events.add(Optional.empty(), Optional.of(account.id()), "PASSWORD_SET_BY_LINK", "");
  }

  /// Makes a link for an account of the ledger, for its administrator to hand over.
  @PostMapping("/accounts/{id}/password-links")
  @ResponseStatus(HttpStatus.CREATED)
  @Access("account:manage")
  Link makePasswordLink(Caller caller, HttpServletRequest request, @PathVariable String id) {
    Account account =
        accounts
            .find(id)
            .filter(found -> found.ledger().equals(caller.ledger()))
            .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "account"));
    events.add(Optional.of(caller.account()), Optional.of(id), "LINK_MADE", "");
    return new Link(link(account, address.of(request)));
  }

  /// The address that sets the password of an account.
  String link(Account account, URI here) {
    return here + "/password#" + links.make(account.id()).text();
  }
}
