package io.kedge.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.verify.TimestampAuthority.Certified;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.tsp.TimeStampToken;
import org.junit.jupiter.api.Test;

/// What a time stamp must be made of, one rule broken at a time.
class TimestampTest {
  private static final Instant STAMPED = Instant.parse("2026-06-01T12:00:00Z");
  private static final Bytes DATA = Bytes.utf8("the data");

  private final TimestampAuthority authority = new TimestampAuthority();
  private final Certified root = authority.root("root", "2020-01-01", "2040-01-01");

  private Certified tsa(UnaryOperator<TimestampAuthority.Profile> change) {
    return authority.certify(change.apply(TimestampAuthority.Profile.timestamping("tsa")), root);
  }

  private static String judge(Bytes token, Bytes data, Certified... roots) {
    List<Bytes> ders = Arrays.stream(roots).map(Certified::der).toList();
    return Vectors.judge(
        ProbeKind.RFC3161, Vectors.probe("token", token, "data", data, "roots", ders));
  }

  private String judge(Certified tsa, Certified... between) {
    return judge(authority.stamp(tsa, STAMPED, DATA, between), DATA, root);
  }

  @Test
  void aTokenOfACertifiedAuthorityIsAccepted() {
    assertThat(judge(tsa(p -> p))).isEqualTo("accept");
    assertThat(judge(tsa(p -> p.withoutKeyUsage()))).isEqualTo("accept");
  }

  @Test
  void theCertificateIsForTimeStampsAloneAndSaysSoCritically() {
    assertThat(judge(tsa(p -> p.purposes(false, KeyPurposeId.id_kp_timeStamping))))
        .isEqualTo("reject SIGNER_UNFIT");
    assertThat(
            judge(
                tsa(
                    p ->
                        p.purposes(
                            true,
                            KeyPurposeId.id_kp_timeStamping,
                            KeyPurposeId.id_kp_codeSigning))))
        .isEqualTo("reject SIGNER_UNFIT");
    assertThat(judge(tsa(p -> p.purposes(true, KeyPurposeId.id_kp_codeSigning))))
        .isEqualTo("reject SIGNER_UNFIT");
    assertThat(judge(tsa(p -> p.purposes(true)))).isEqualTo("reject SIGNER_UNFIT");
    assertThat(judge(tsa(p -> p.keyUsageCertificatesOnly()))).isEqualTo("reject SIGNER_UNFIT");
  }

  @Test
  void theTokenNamesTheCertificateThatMadeIt() {
    Bytes token = authority.stampNaming(tsa(p -> p), tsa(p -> p), STAMPED, DATA);
    assertThat(judge(token, DATA, root)).isEqualTo("reject SIGNER_UNFIT");
  }

  @Test
  void everyCertificateWasValidAtTheTime() {
    assertThat(judge(tsa(p -> p.valid("2020-01-01", "2026-05-31"))))
        .isEqualTo("reject SIGNER_UNFIT");
    assertThat(judge(tsa(p -> p.valid("2026-06-02", "2040-01-01"))))
        .isEqualTo("reject SIGNER_UNFIT");
    assertThat(judge(tsa(p -> p.valid("2026-05-31", "2026-06-02"))))
        .as("expired by now, valid then")
        .isEqualTo("accept");
    Certified old = authority.root("old root", "2010-01-01", "2026-01-01");
    Certified underOld = authority.certify(TimestampAuthority.Profile.timestamping("tsa"), old);
    Bytes token = authority.stamp(underOld, STAMPED, DATA);
    assertThat(judge(token, DATA, old)).isEqualTo("reject CHAIN_NOT_TRUSTED");
    assertThat(judge(token, DATA, root)).isEqualTo("reject CHAIN_NOT_TRUSTED");
  }

  @Test
  void anIntermediateMustBeInTheTokenAndMayIssue() {
    Certified issuing = authority.certify(TimestampAuthority.Profile.issuing("issuing"), root);
    Certified tsa = authority.certify(TimestampAuthority.Profile.timestamping("tsa"), issuing);
    assertThat(judge(tsa, issuing)).isEqualTo("accept");
    assertThat(judge(tsa)).isEqualTo("reject CHAIN_NOT_TRUSTED");
    assertThat(judge(authority.stamp(tsa, STAMPED, DATA), DATA, issuing)).isEqualTo("accept");
    Certified leaf = tsa(p -> p);
    Certified under = authority.certify(TimestampAuthority.Profile.timestamping("under"), leaf);
    assertThat(judge(under, leaf)).isEqualTo("reject CHAIN_NOT_TRUSTED");
    assertThat(judge(authority.stamp(under, STAMPED, DATA), DATA, leaf))
        .as("a root that may not issue")
        .isEqualTo("reject CHAIN_NOT_TRUSTED");
  }

  @Test
  void anotherAuthorityOfTheSameNameIsNotTrusted() {
    TimestampAuthority other = new TimestampAuthority();
    Certified otherRoot = other.root("root", "2020-01-01", "2040-01-01");
    Certified tsa = other.certify(TimestampAuthority.Profile.timestamping("tsa"), otherRoot);
    Bytes token = other.stamp(tsa, STAMPED, DATA);
    assertThat(judge(token, DATA, root)).isEqualTo("reject CHAIN_NOT_TRUSTED");
    assertThat(judge(token, DATA, root, otherRoot)).isEqualTo("accept");
  }

  @Test
  void aCriticalExtensionOfTheContentIsNotUnderstood() {
    Certified tsa = tsa(p -> p);
    assertThat(judge(authority.stampWithExtension(tsa, STAMPED, DATA, true), DATA, root))
        .isEqualTo("reject TOKEN_CONTENT");
    assertThat(judge(authority.stampWithExtension(tsa, STAMPED, DATA, false), DATA, root))
        .isEqualTo("accept");
  }

  @Test
  void aResponseWithoutAGrantIsNoToken() {
    Bytes refused = Bytes.fromHex("30053003020102");
    assertThat(judge(refused, DATA, root)).isEqualTo("reject TOKEN_NOT_GRANTED");
    Bytes token = authority.stamp(tsa(p -> p), STAMPED, DATA);
    assertThat(judge(authority.response(token, 0), DATA, root)).isEqualTo("accept");
    assertThat(judge(authority.response(token, 1), DATA, root)).isEqualTo("accept");
    for (int status = 2; status < 6; status++) {
      assertThat(judge(authority.response(token, status), DATA, root))
          .isEqualTo("reject TOKEN_NOT_GRANTED");
    }
  }

  /// A token holds bits that no signature covers: the case of a name's letters, encodings
  /// that BER allows beside DER. None of them may change what is stamped and when.
  @Test
  void aFlippedBitChangesNeitherDataNorTime() throws Exception {
    Bytes token = authority.stamp(tsa(p -> p), STAMPED, DATA);
    Bytes content = contentOf(token);
    Map<String, Object> members =
        Vectors.members(Vectors.probe("token", token, "data", DATA, "roots", List.of(root.der())));
    int accepted = 0;
    for (int bit = 0; bit < 8 * token.size(); bit = next(bit)) {
      byte[] changed = token.toArray();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      String probe = Samples.with(members, "token", Bytes.wrap(changed));
      String verdict = Vectors.judge(ProbeKind.RFC3161, probe);
      assertThat(verdict).doesNotContain("PROGRAM_FAILED").doesNotContain("malformed");
      if (verdict.equals("accept")) {
        accepted++;
        assertThat(contentOf(Bytes.wrap(changed))).isEqualTo(content);
      }
    }
    assertThat(accepted).as("bits no signature covers").isLessThan(20);
    for (int bit = 0; bit < 8 * DATA.size(); bit++) {
      byte[] changed = DATA.toArray();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(judge(token, Bytes.wrap(changed), root)).isEqualTo("reject IMPRINT_DIFFERS");
    }
    byte[] der = root.der().toArray();
    for (int bit = 0; bit < 8 * der.length; bit = next(bit)) {
      byte[] changed = der.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      String probe = Samples.with(members, "roots", List.of(Bytes.wrap(changed)));
      assertThat(Vectors.judge(ProbeKind.RFC3161, probe))
          .doesNotContain("PROGRAM_FAILED")
          .doesNotContain("malformed");
    }
  }

  /// Every bit of the first 64 bytes, then one bit of each byte.
  private static int next(int bit) {
    return bit < 8 * 64 ? bit + 1 : bit + 9;
  }

  private static Bytes contentOf(Bytes token) throws Exception {
    var info = ContentInfo.getInstance(token.toArray());
    return Bytes.wrap(new TimeStampToken(info).getTimeStampInfo().getEncoded());
  }
}
