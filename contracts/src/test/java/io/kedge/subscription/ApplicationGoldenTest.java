package io.kedge.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.LockId;
import io.kedge.kernel.OfferingId;
import io.kedge.kernel.PartyId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// The vectors were made by another program.
class ApplicationGoldenTest {
  @ParameterizedTest
  @CsvFileSource(resources = "/golden/subscription-1.csv", numLinesToSkip = 1)
  void everyApplicationEverWrittenKeepsItsBytes(
      String offering,
      String beneficialOwner,
      String party,
      int tranche,
      long units,
      long at,
      String command,
      String lock,
      int feePpm,
      Application.Status status,
      long allotted,
      String digest) {
    var application =
        new Application(
            new OfferingId(offering),
            new PartyId(beneficialOwner),
            new PartyId(party),
            tranche,
            units,
            new Place(LedgerTime.of(at), new CommandId(Digest.of(Bytes.utf8(command)))),
            new LockId(lock),
            feePpm,
            status,
            allotted);
    assertThat(Digest.of(application.encoded()).hex()).isEqualTo(digest);
    assertThat(Application.decode(application.encoded())).isEqualTo(application);
  }
}
