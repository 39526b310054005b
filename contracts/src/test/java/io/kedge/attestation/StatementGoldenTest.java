package io.kedge.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.StatementId;
import io.kedge.party.Role;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// Written once, never regenerated: a new encoding adds a file beside the old one.
class StatementGoldenTest {
  private static final LedgerTime FILED = LedgerTime.of(100);
  private static final LedgerTime LATER = LedgerTime.of(200);

  @ParameterizedTest
  @CsvFileSource(resources = "/golden/statement-1.csv", numLinesToSkip = 1)
  void everyStatementEverPublishedKeepsItsDigest(
      String id,
      String kind,
      String subject,
      int version,
      @Nullable String previous,
      String maker,
      String slots,
      int threshold,
      boolean same,
      long deadline,
      @Nullable String signed,
      String state,
      String digest) {
    var statement =
        new Statement(
            new StatementId(id),
            kind,
            subject,
            version,
            Optional.ofNullable(previous).map(StatementId::new),
            new PartyId(maker),
            FILED,
            Digest.of(Bytes.utf8(subject)),
            Stream.of(slots.split(" ")).map(StatementGoldenTest::slot).toList(),
            threshold,
            same,
            LedgerTime.of(deadline),
            Stream.ofNullable(signed).map(StatementGoldenTest::signature).toList(),
            state(state));
    assertThat(Digest.of(statement.encoded()).hex()).isEqualTo(digest);
    assertThat(Statement.decode(statement.encoded())).isEqualTo(statement);
  }

  private static Slot slot(String text) {
    int colon = text.indexOf(':');
    var role = Role.valueOf(text.substring(0, colon));
    String party = text.substring(colon + 1);
    return party.isEmpty() ? Slot.of(role) : Slot.of(role, new PartyId(party));
  }

  private static Statement.Signature signature(String text) {
    List<String> parts = List.of(text.split(":"));
    return new Statement.Signature(
        Integer.parseInt(parts.get(0)), new PartyId(parts.get(1)), LATER);
  }

  private static StatementState state(String name) {
    return switch (name) {
      case "OPEN" -> new StatementState.Open();
      case "EFFECTIVE" -> new StatementState.Effective(LATER);
      case "DECLINED" -> new StatementState.Declined(new PartyId("house"), LATER, "重量不符");
      case "WITHDRAWN" -> new StatementState.Withdrawn(LATER);
      default -> throw new IllegalArgumentException(name);
    };
  }
}
