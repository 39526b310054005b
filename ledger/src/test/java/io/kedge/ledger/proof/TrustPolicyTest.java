package io.kedge.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kedge.contract.VerificationKey;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.crypto.SigningKey;
import io.kedge.ledger.proof.PolicyFormatException.Fault;
import io.kedge.ledger.tree.InclusionProof;
import io.kedge.ledger.tree.MerkleHasher;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustPolicyTest {
  private static final String ORIGIN = "kedge.example/policy";
  private final LogSigner log = new LogSigner(ORIGIN, key("log"));
  private final List<Cosigner> witnesses = new ArrayList<>();

  TrustPolicyTest() {
    for (int i = 0; i < 5; i++) {
      witnesses.add(new Cosigner("w.example/" + i, key("witness " + i)));
    }
  }

  private static SigningKey key(String seed) {
    return SigningKey.fromSeed(
        VerificationKey.Algorithm.ED25519, Digest.of(Bytes.utf8(seed)).bytes());
  }

  private String text(String groups) {
    var text = new StringBuilder("# whom we believe\n\nlog ");
    text.append(log.verifierKey().text()).append(" https://ledger.example/\n");
    for (int i = 0; i < witnesses.size(); i++) {
      text.append("witness\tw" + i + " ").append(witnesses.get(i).verifierKey().text());
      text.append(i == 1 ? " https://w1.example/\n" : "\n");
    }
    return text + groups;
  }

  private TrustPolicy policy(String groups) throws PolicyFormatException {
    return TrustPolicy.parse(Bytes.utf8(text(groups)));
  }

  private ReceiptVerdict judge(TrustPolicy policy, int... cosigners) {
    Bytes leaf = Bytes.utf8("leaf");
    var checkpoint = new Checkpoint(ORIGIN, 1, MerkleHasher.leaf(leaf));
    SignedNote note = log.sign(checkpoint);
    for (int i : cosigners) {
      note = note.with(witnesses.get(i).cosign(checkpoint, 1_700_000_000));
    }
    Bytes receipt = TlogProof.receipt(leaf, new InclusionProof(0, 1, List.of()), note).encoded();
    return new ReceiptVerifier(policy, List.of()).verify(receipt);
  }

  @Test
  void aReceiptNeedsTheQuorumOfItsPolicy() throws Exception {
    TrustPolicy policy =
        policy(
            """
            group banks 2 w0 w1 w2
            group others any w3 w4
            group both all banks others
            quorum both
            """);
    var tooFew = new ReceiptVerdict.Rejected(ReceiptVerdict.Reason.COSIGNERS_TOO_FEW);
    assertThat(judge(policy, 0, 2, 4).accepted()).isTrue();
    assertThat(judge(policy, 0, 1, 2, 3, 4).accepted()).isTrue();
    assertThat(judge(policy, 0, 1, 2)).isEqualTo(tooFew);
    assertThat(judge(policy, 0, 3, 4)).isEqualTo(tooFew);
    assertThat(judge(policy)).isEqualTo(tooFew);
    assertThat(judge(policy("quorum none"), new int[0]).accepted()).isTrue();
    assertThat(judge(policy("quorum w3"), 3).accepted()).isTrue();
    assertThat(judge(policy("quorum w3"), 2)).isEqualTo(tooFew);
  }

  @Test
  void theLogMustBeOneOfThePolicy() throws Exception {
    String own = text("quorum none\n");
    String without =
        own.lines().filter(line -> !line.startsWith("log")).reduce("", (a, b) -> a + b + "\n");
    TrustPolicy policy = TrustPolicy.parse(Bytes.utf8(without));
    assertThat(policy.logs()).isEmpty();
    assertThat(judge(policy))
        .isEqualTo(new ReceiptVerdict.Rejected(ReceiptVerdict.Reason.SIGNATURE_BY_UNKNOWN_KEY));
  }

  @ParameterizedTest
  @CsvSource({
    "'',QUORUM_MISSING,0",
    "'quorum all',NAME_UNKNOWN,9",
    "'quorum w0\nquorum w0',QUORUM_REPEATED,10",
    "'group g 1 w9\nquorum g',NAME_UNKNOWN,9",
    "'group g 3 w0 w1\nquorum g',THRESHOLD,9",
    "'group g 0 w0 w1\nquorum g',THRESHOLD,9",
    "'group g 02 w0 w1\nquorum g',THRESHOLD,9",
    "'group g any\nquorum g',ITEMS,9",
    "'group g all w0 w0\nquorum g',MEMBER_REPEATED,9",
    "'group g all w0\ngroup h all w0\nquorum h',MEMBER_REPEATED,10",
    "'group w0 all w1\nquorum w0',NAME_TAKEN,9",
    "'group none all w1\nquorum none',NAME_TAKEN,9",
    "'group g all g\nquorum g',NAME_UNKNOWN,9",
    "'witness x y\nquorum none',KEY,9",
    "'quorum',ITEMS,9",
    "'quorate w0',KEYWORD,9",
    "'quorum none\r',CHARACTER,0"
  })
  void whatIsNoPolicyIsNamed(String groups, Fault fault, int line) {
    var thrown = catchThrowableOfType(PolicyFormatException.class, () -> policy(groups));
    assertThat(thrown.fault()).isEqualTo(fault);
    assertThat(thrown.line()).isEqualTo(line);
  }

  @Test
  void aKeyCountsOnce() {
    String other =
        new VerifierKey("another.name", VerifierKey.Kind.COSIGNER, key("witness 0").publicKey())
            .text();
    var thrown =
        catchThrowableOfType(
            PolicyFormatException.class, () -> policy("witness x " + other + "\nquorum x"));
    assertThat(thrown.fault()).isEqualTo(Fault.KEY_REPEATED);
    String asLog = witnesses.getFirst().verifierKey().text();
    assertThat(
            catchThrowableOfType(
                    PolicyFormatException.class, () -> policy("log " + asLog + "\nquorum w0"))
                .fault())
        .isEqualTo(Fault.KEY);
  }
}
