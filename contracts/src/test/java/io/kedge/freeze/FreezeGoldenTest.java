package io.kedge.freeze;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.party.Role;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// Written once, never regenerated: a new encoding adds a file beside the old one.
class FreezeGoldenTest {
  @ParameterizedTest
  @CsvFileSource(resources = "/golden/freeze-1.csv", numLinesToSkip = 1)
  void everyFreezeEverPublishedKeepsItsDigest(
      long from,
      @Nullable Long until,
      String by,
      Role authority,
      String reason,
      @Nullable String reference,
      String digest) {
    var order =
        new FreezeOrder(reason, Digest.of(Bytes.utf8(reason)), Optional.ofNullable(reference));
    FreezeHistory history =
        FreezeHistory.NONE.begin(LedgerTime.of(from), new PartyId(by), authority, order);
    if (until != null) {
      history = history.end(LedgerTime.of(until));
    }
    assertThat(Digest.of(history.encoded()).hex()).isEqualTo(digest);
    assertThat(FreezeHistory.decode(history.encoded())).isEqualTo(history);
  }
}
