package io.kedge.party;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.VerificationKey;
import io.kedge.contract.VerificationKey.Algorithm;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.EmployeeId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// Written once, never regenerated: a new encoding adds a file beside the old one.
class PartyGoldenTest {
  @ParameterizedTest
  @CsvFileSource(resources = "/golden/party-1.csv", numLinesToSkip = 1)
  void everyPartyEverPublishedKeepsItsDigest(
      String id,
      PartyKind kind,
      PartyStatus status,
      String roles,
      String salt,
      String group,
      InvestorClass investorClass,
      int tier,
      boolean auto,
      String digest) {
    var party =
        new Party(
            new PartyId(id),
            kind,
            status,
            new TreeSet<>(Stream.of(roles.split(" ")).map(Role::valueOf).toList()),
            Digest.of(Bytes.utf8(salt)),
            new PartyId(group),
            investorClass,
            tier,
            auto);
    assertThat(Digest.of(party.encoded()).hex()).isEqualTo(digest);
    assertThat(Party.decode(party.encoded())).isEqualTo(party);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/golden/key-1.csv", numLinesToSkip = 1)
  void everyKeyEverPublishedKeepsItsDigest(
      String name,
      String party,
      @Nullable String employee,
      KeyHolder holder,
      long from,
      @Nullable Long until,
      @Nullable Long revoked,
      @Nullable String certificate,
      String digest) {
    Bytes publicKey = Digest.of(Bytes.utf8(name)).bytes();
    var key =
        new KeyRecord(
            VerificationKey.idOf(Algorithm.ED25519, publicKey),
            new PartyId(party),
            Optional.ofNullable(employee).map(EmployeeId::new),
            Algorithm.ED25519,
            publicKey,
            holder,
            LedgerTime.of(from),
            Optional.ofNullable(until).map(LedgerTime::of),
            Optional.ofNullable(revoked).map(LedgerTime::of),
            Optional.ofNullable(certificate).map(text -> Digest.of(Bytes.utf8(text))));
    assertThat(Digest.of(key.encoded()).hex()).isEqualTo(digest);
    assertThat(KeyRecord.decode(key.encoded())).isEqualTo(key);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/golden/employee-1.csv", numLinesToSkip = 1)
  void everyEmployeeEverPublishedKeepsItsDigest(
      String id,
      boolean active,
      String commands,
      @Nullable Long unitsMax,
      @Nullable Long fourEyesFrom,
      long validUntil,
      String digest) {
    var mandate =
        new Mandate(
            Stream.of(commands.split(" ")).map(CommandPattern::new).toList(),
            Optional.ofNullable(unitsMax),
            Optional.ofNullable(fourEyesFrom),
            LedgerTime.of(validUntil));
    var employee = new Employee(new EmployeeId(id), active, mandate);
    assertThat(Digest.of(employee.encoded()).hex()).isEqualTo(digest);
    assertThat(Employee.decode(employee.encoded())).isEqualTo(employee);
  }
}
