package io.kedge.server.identity;

import io.kedge.server.ServerSettings;
import io.kedge.server.access.CallerSource;
import io.kedge.server.command.CommandDesk;
import io.kedge.server.custody.SealedCustody;
import io.kedge.server.gateway.LedgerGateway;
import io.kedge.server.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jooq.DSLContext;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The parts of the user centre and how they hang together.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IdentitySettings.class)
class IdentityConfiguration {
  private final DSLContext db;
  private final InstantSource clock = InstantSource.system();
  private final IdentitySettings settings;
  private final ServerSettings server;

  IdentityConfiguration(Store store, IdentitySettings settings, ServerSettings server) {
    this.db = store.db();
    this.settings = settings;
    this.server = server;
  }

  @Bean
  PasswordHashes passwordHashes() {
    if (settings.hashMillis() == 0) {
      return new PasswordHashes(PasswordCost.QUICK);
    }
    return server.demo()
        ? new PasswordHashes(PasswordCost.LEAST)
        : PasswordHashes.calibrated(settings.hashMillis());
  }

  @Bean
  Accounts accounts(PasswordHashes hashes) {
    return new Accounts(db, clock, hashes);
  }

  @Bean
  Sessions sessions() {
    return new Sessions(
        db, clock, settings.sessionIdle().toMillis(), settings.sessionAbsolute().toMillis());
  }

  @Bean
  IdentityEvents identityEvents() {
    return new IdentityEvents(db, clock);
  }

  @Bean
  FailedAttempts failedAttempts() {
    return new FailedAttempts(db, clock);
  }

  @Bean
  SecondFactors secondFactors(SealedCustody custody) {
    return new SecondFactors(db, clock, new SecretBox(custody.serverSecret()));
  }

  @Bean
  Passkeys passkeys() {
    return new Passkeys(db, clock);
  }

  @Bean
  Challenges challenges() {
    return new Challenges(db, clock);
  }

  @Bean
  ApiKeys apiKeys() {
    return new ApiKeys(db, clock);
  }

  @Bean
  ClientCertificates clientCertificates() {
    return new ClientCertificates(db, clock);
  }

  @Bean
  Permissions permissions() {
    return new Permissions(db, clock);
  }

  @Bean
  Callers callers(Accounts accounts, Permissions permissions, LedgerGateway gateway) {
    return new Callers(accounts, permissions, new PartyRoles(gateway));
  }

  @Bean
  CallerSource requestCaller(
      Callers callers, Sessions sessions, ApiKeys keys, ClientCertificates certificates) {
    return new RequestCaller(
        callers, sessions, keys, certificates, new CertificateOfRequest(settings.proxies()));
  }

  @Bean
  Login login(
      Accounts accounts,
      PasswordHashes hashes,
      SecondFactors factors,
      FailedAttempts attempts,
      Sessions sessions,
      IdentityEvents events) {
    return new Login(accounts, hashes, factors, attempts, sessions, events);
  }

  @Bean
  PublicAddress publicAddress() {
    return new PublicAddress(settings.publicAddress());
  }

  @Bean
  SessionCookies sessionCookies(Accounts accounts, Sessions sessions, PublicAddress address) {
    return new SessionCookies(accounts, sessions, address);
  }

  @Bean
  NewPasswords newPasswords(Accounts accounts, Sessions sessions) {
    return new NewPasswords(accounts, new PasswordRules(), sessions);
  }

  @Bean
  PasswordLinks passwordLinks() {
    return new PasswordLinks(db, clock, settings.linkLife().toMillis());
  }

  /// Where nothing can send, an administrator hands links out.
  @Bean
  LinkSender linkSender() {
    return settings
        .mailPickup()
        .map(Path::of)
        .<LinkSender>map(MailPickup::new)
        .orElse(
            (account, _) ->
                LoggerFactory.getLogger(LinkSender.class)
                    .warn("no way to send a link to account {}", account.id()));
  }

  @Bean
  StoredFiles storedFiles() {
    return new StoredFiles(db, clock, server.files(), settings.uploadBytesMax());
  }

  @Bean
  LedgerSteps ledgerSteps(LedgerGateway gateway, CommandDesk desk, SealedCustody custody) {
    return new LedgerSteps(gateway, desk, custody);
  }

  @Bean
  RegistrationFields registrationFields() {
    return new RegistrationFields(db);
  }

  @Bean
  Registrations registrations(StoredFiles files, SealedCustody custody, LedgerSteps steps) {
    return new Registrations(db, clock, files, custody, steps);
  }

  @Bean
  KnowYourCustomer checkDigits() {
    return new CheckDigits();
  }

  @Bean
  Reviews reviews(
      Accounts accounts, SealedCustody custody, LedgerSteps steps, List<KnowYourCustomer> checks) {
    return new Reviews(db, clock, accounts, custody, steps, checks);
  }

  @Bean
  EnterpriseCertificates enterpriseCertificates() {
    return new EnterpriseCertificates(settings.enterpriseRoots());
  }

  @Bean
  Employees employees(LedgerSteps steps, SealedCustody custody, Accounts accounts) {
    return new Employees(steps, custody, accounts);
  }

  @Bean
  OidcLogins oidcLogins() {
    return new OidcLogins(db, clock);
  }

  @Bean
  @ConditionalOnProperty("kedge.identity.oidc.issuer")
  OidcProvider oidcProvider() {
    return new OidcProvider(settings.oidc().orElseThrow());
  }

  @Bean
  FirstAccounts firstAccounts(LedgerGateway gateway, Accounts accounts, IdentityEvents events) {
    return new FirstAccounts(server, gateway, accounts, events);
  }

  @Bean
  DemoAccounts demoAccounts(LedgerGateway gateway, Accounts accounts, SealedCustody custody) {
    return new DemoAccounts(server, gateway, accounts, custody);
  }

  @Bean
  static FirstLedger firstLedger(
      ObjectProvider<ServerSettings> server, ObjectProvider<SealedCustody> custody) {
    return new FirstLedger(server, custody);
  }
}
