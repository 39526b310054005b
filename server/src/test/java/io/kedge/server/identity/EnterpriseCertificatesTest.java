package io.kedge.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Requirement;
import io.kedge.party.PartyKind;
import io.kedge.party.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An enterprise shows its certificate: one thing wrong at a time.
class EnterpriseCertificatesTest {
  private static final String CODE = "914403001922038216";
  private static final String SUBJECT = "2.5.4.97=NTRCN-" + CODE + ",CN=Harbour Assets";
  private static final byte[] CHALLENGE = new byte[32];

  @TempDir private Path folder;
  private TestCertificates root;
  private EnterpriseCertificates certificates;

  @BeforeEach
  void trustARoot() throws Exception {
    root = TestCertificates.authority("CN=Trusted Root");
    Path file = folder.resolve("roots.pem");
    Files.writeString(file, root.pem());
    certificates = new EnterpriseCertificates(Optional.of(file.toString()));
  }

  private static Registration enterprise(String code) {
    return new Registration(
        "r1",
        "a1",
        "ledger",
        new PartyId("p-1"),
        PartyKind.ENTERPRISE,
        new TreeSet<>(Set.of(Role.ISSUER)),
        new TreeMap<>(Map.of("socialCreditCode", code)),
        Bytes.EMPTY,
        Registration.Status.DRAFT,
        false,
        Optional.empty(),
        0,
        Optional.empty());
  }

  private static byte[] signature(PrivateKey key, Registration registration) throws Exception {
    Signature signer = Signature.getInstance("SHA256withECDSA");
    signer.initSign(key);
    signer.update(EnterpriseCertificates.message(CHALLENGE, registration).toArray());
    return signer.sign();
  }

  @Test
  @Requirement("A-41")
  void aTrustedCertificateOfTheEnterpriseAndItsKeyPass() throws Exception {
    var own = root.issue(SUBJECT);
    var enterprise = enterprise(CODE);
    assertThat(
            certificates
                .check(enterprise, own.pem(), CHALLENGE, signature(own.key(), enterprise))
                .hex())
        .isEqualTo(ClientCertificates.fingerprint(own.certificate()));
  }

  @Test
  void oneThingWrongIsEnough() throws Exception {
    var own = root.issue(SUBJECT);
    var enterprise = enterprise(CODE);
    byte[] right = signature(own.key(), enterprise);
    var stranger = TestCertificates.authority("CN=Trusted Root").issue(SUBJECT);
    refused(IdentityProblem.CERTIFICATE_REJECTED, () -> check(stranger, enterprise));
    var late = root.issue(SUBJECT, Instant.now().minus(Duration.ofDays(3)));
    refused(IdentityProblem.CERTIFICATE_REJECTED, () -> check(late, enterprise));
    var another = root.issue("2.5.4.97=NTRCN-91330100799655058B,CN=Another");
    refused(IdentityProblem.CERTIFICATE_REJECTED, () -> check(another, enterprise));
    refused(IdentityProblem.CERTIFICATE_REJECTED, () -> check(own, enterprise("")));
    refused(IdentityProblem.CERTIFICATE_REJECTED, () -> check(root, enterprise));
    byte[] otherChallenge = CHALLENGE.clone();
    otherChallenge[0] = 1;
    refused(
        IdentityProblem.CHALLENGE_FAILED,
        () -> certificates.check(enterprise, own.pem(), otherChallenge, right));
    refused(
        IdentityProblem.CHALLENGE_FAILED,
        () ->
            certificates.check(
                enterprise, own.pem(), CHALLENGE, signature(root.key(), enterprise)));
    refused(
        IdentityProblem.CERTIFICATE_REJECTED,
        () -> certificates.check(enterprise, "no PEM", CHALLENGE, right));
    refused(
        IdentityProblem.CERTIFICATE_REJECTED,
        () ->
            new EnterpriseCertificates(Optional.empty())
                .check(enterprise, own.pem(), CHALLENGE, right));
  }

  private void check(TestCertificates shown, Registration enterprise) throws Exception {
    certificates.check(enterprise, shown.pem(), CHALLENGE, signature(shown.key(), enterprise));
  }

  private static void refused(IdentityProblem problem, ThrowingCallable check) {
    assertThatThrownBy(check).hasMessageStartingWith(problem.code());
  }
}
