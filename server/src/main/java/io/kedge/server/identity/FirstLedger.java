package io.kedge.server.identity;

import io.kedge.contract.VerificationKey.Algorithm;
import io.kedge.genesis.Genesis;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Json;
import io.kedge.kernel.PartyId;
import io.kedge.server.ServerSettings;
import io.kedge.server.custody.SealedCustody;
import io.kedge.server.gateway.LedgerGateway;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/// A server that starts with no ledger founds one: an operator and a clearing agent, whose keys are
/// kept here. It has to happen before anything looks at the ledgers, so right after they were
/// opened.
final class FirstLedger implements BeanPostProcessor {
  static final String NAME = "market";
  private static final PartyId OPERATOR = new PartyId("platform");
  private static final PartyId CLEARING = new PartyId("clearing");
  private static final int SALT_BYTES = 32;

  private final ObjectProvider<ServerSettings> settings;
  private final ObjectProvider<SealedCustody> custody;

  FirstLedger(ObjectProvider<ServerSettings> settings, ObjectProvider<SealedCustody> custody) {
    this.settings = settings;
    this.custody = custody;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (bean instanceof LedgerGateway gateway
        && gateway.ledgers().isEmpty()
        && !settings.getObject().demo()) {
      gateway.found(genesis(System.currentTimeMillis()));
    }
    return bean;
  }

  private Genesis genesis(long now) {
    Json.Obj document =
        Json.Obj.empty()
            .with("name", NAME)
            .with("time", now)
            .with("ruleBook", new Json.Whole(1))
            .with("consensus", "solo")
            .with("stateRootEvery", new Json.Whole(1))
            .with("hash", "sha-256")
            .with("clearingParties", Json.Arr.ofTexts(List.of(CLEARING.value())))
            .with(
                "founders",
                new Json.Arr(
                    List.of(founder(OPERATOR, "OPERATOR"), founder(CLEARING, "CLEARING_AGENT"))));
    return Genesis.read(Bytes.utf8(document.write()));
  }

  private Json founder(PartyId party, String role) {
    var held = custody.getObject().make(NAME, party, Optional.empty());
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    Json key =
        Json.Obj.empty()
            .with("algorithm", Algorithm.ED25519.name())
            .with("publicKey", held.publicKey().base64())
            .with("holder", "CUSTODIAN");
    return Json.Obj.empty()
        .with("party", party.value())
        .with("kind", "ENTERPRISE")
        .with("roles", Json.Arr.ofTexts(List.of(role)))
        .with("commitment", Digest.of(Bytes.wrap(salt), Bytes.utf8(party.value())).hex())
        .with("keys", new Json.Arr(List.of(key)))
        .with("employees", new Json.Arr(List.of()));
  }
}
