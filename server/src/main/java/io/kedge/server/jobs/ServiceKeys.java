package io.kedge.server.jobs;

import io.kedge.contract.CommandHeader;
import io.kedge.contract.CommandType;
import io.kedge.contract.Envelope;
import io.kedge.contract.VerificationKey.Algorithm;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.EmployeeId;
import io.kedge.kernel.Json;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.ledger.crypto.KeyStore;
import io.kedge.ledger.crypto.LedgerKeys;
import io.kedge.ledger.crypto.SigningKey;
import io.kedge.ledger.disk.SystemEntropy;
import io.kedge.party.KeyHolder;
import io.kedge.party.Registry;
import io.kedge.server.ServerSettings;
import io.kedge.server.gateway.CommandAnswer;
import io.kedge.server.gateway.HostedLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// The key in whose name jobs send commands, one for each ledger, sealed in `custody/jobs/NAME`. On
/// the ledger it is a key of the operator's employee `jobs`, whose mandate covers what jobs do and
/// nothing else.
@Component
public final class ServiceKeys {
  /// The employee of the operator in whose name jobs act.
  public static final EmployeeId EMPLOYEE = new EmployeeId("jobs");

  /// What that employee may do.
  public static final List<String> MANDATE =
      List.of(
          "allotment.*",
          "lock.expire",
          "offering.extend",
          "offering.releaseCollateral",
          "redemption.force",
          "voucher.expire");

  private static final Logger LOG = LoggerFactory.getLogger(ServiceKeys.class);
  private static final String NAME = "jobs";
  private static final long YEAR = 365 * 86_400_000L;
  private static final long VALID_MILLIS = 600_000;
  private static final int NONCE_BYTES = 16;

  private final ServerSettings settings;
  private final Map<String, SigningKey> opened = new HashMap<>();

  ServiceKeys(ServerSettings settings) {
    this.settings = settings;
  }

  /// Who signs for jobs on a ledger; empty where no key of this server is registered there, or it
  /// has ended.
  Optional<JobSigner> of(HostedLedger ledger) {
    return key(ledger, false)
        .flatMap(
            key ->
                Registry.record(ledger.view(), key.id())
                    .filter(record -> record.validAt(ledger.now()))
                    .map(record -> new JobSigner(record.party(), key.id(), key::sign)));
  }

  private synchronized Optional<SigningKey> key(HostedLedger ledger, boolean make) {
    SigningKey known = opened.get(ledger.name());
    if (known != null) {
      return Optional.of(known);
    }
    var folder = settings.custody().resolve(NAME).resolve(ledger.name());
    if (!make && !folder.toFile().exists()) {
      return Optional.empty();
    }
    try {
      KeyStore store =
          LedgerKeys.storyStore(
              folder, file -> LOG.warn("no passphrase was given: one was drawn, see {}", file));
      Optional<SigningKey> key = store.find(NAME);
      if (key.isEmpty() && make) {
        SigningKey fresh = SigningKey.generate(Algorithm.ED25519, new SystemEntropy());
        store.add(NAME, fresh);
        key = Optional.of(fresh);
      }
      key.ifPresent(found -> opened.put(ledger.name(), found));
      return key;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Enters the employee with a mandate for a year, and registers the key unless it is already.
  /// Repeating it renews the mandate.
  ///
  /// @param operator for whom the jobs act
  /// @param officer signs for the operator's organisation
  /// @return what became of the commands, in order; the last says whether it went well
  public List<CommandAnswer> install(
      HostedLedger ledger, PartyId operator, Function<Bytes, Envelope.Signature> officer) {
    SigningKey key = key(ledger, true).orElseThrow();
    var answers = new ArrayList<CommandAnswer>();
    long until = ledger.now().millis() + YEAR;
    var mandate =
        Json.Obj.empty().with("commands", Json.Arr.ofTexts(MANDATE)).with("validUntil", until);
    var employee =
        Json.Obj.empty()
            .with("employee", EMPLOYEE.value())
            .with("active", new Json.Truth(true))
            .with("mandate", mandate);
    Bytes put = payload(ledger, operator, "party.putEmployee", employee);
    answers.add(submit(ledger, put, List.of(officer.apply(message(put)))));
    if (answers.getLast().accepted() && of(ledger).isEmpty()) {
      Bytes add = payload(ledger, operator, "party.addKey", newKey(key));
      Bytes message = message(add);
      var own = new Envelope.Signature(key.id(), key.sign(message));
      answers.add(submit(ledger, add, List.of(officer.apply(message), own)));
    }
    return answers;
  }

  private static Json.Obj newKey(SigningKey key) {
    return Json.Obj.empty()
        .with(
            "key",
            Json.Obj.empty()
                .with("algorithm", key.algorithm().name())
                .with("publicKey", key.publicKey().base64())
                .with("holder", KeyHolder.DEVICE.name())
                .with("employee", EMPLOYEE.value()));
  }

  private static Bytes payload(HostedLedger ledger, PartyId by, String type, Json.Obj body) {
    var header =
        new CommandHeader(
            ledger.genesis().ledgerId().hex(),
            CommandType.of(type),
            by,
            HexFormat.of().formatHex(new SystemEntropy().bytes(NONCE_BYTES)),
            LedgerTime.of(ledger.now().millis() + VALID_MILLIS));
    return Bytes.utf8(header.payload(body).write());
  }

  private static Bytes message(Bytes payload) {
    return Envelope.preAuthenticationEncoding(Envelope.COMMAND, payload);
  }

  private static CommandAnswer submit(
      HostedLedger ledger, Bytes payload, List<Envelope.Signature> signatures) {
    var envelope = new Envelope(Envelope.COMMAND, payload, signatures);
    return ledger.submit(Bytes.utf8(envelope.json().write())).join();
  }
}
