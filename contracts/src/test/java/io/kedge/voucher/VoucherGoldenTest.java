package io.kedge.voucher;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.AssetId;
import io.kedge.kernel.Digest;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.OfferingId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.VoucherId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class VoucherGoldenTest {
  /// Written once, never regenerated: a new encoding adds a file beside this one.
  @ParameterizedTest
  @CsvFileSource(resources = "/golden/voucher-1.csv", numLinesToSkip = 1)
  void everyVoucherPublishedKeepsItsDigest(
      String id,
      String person,
      long units,
      long ratio,
      long honoured,
      long expiresAt,
      String predecessor,
      String state,
      long first,
      long second,
      String digest) {
    long goods = units * ratio;
    var voucher =
        new Voucher(
            new VoucherId(id),
            new PartyId("alice"),
            Optional.ofNullable(person).map(Digest::fromHex),
            new InstrumentId("tea"),
            new OfferingId("offering"),
            new AssetId("cellar"),
            units,
            ratio,
            List.of(
                new VoucherRight("brand", new PartyId("estate"), goods, honoured),
                new VoucherRight("tasting", new PartyId("garden"), 0, 0)),
            LedgerTime.of(1_000),
            LedgerTime.of(expiresAt),
            Optional.ofNullable(predecessor).map(VoucherId::new),
            state(state, first, second));
    assertThat(Digest.of(voucher.encoded()).hex()).isEqualTo(digest);
    assertThat(Voucher.decode(voucher.encoded())).isEqualTo(voucher);
  }

  private static VoucherState state(String name, long first, long second) {
    var at = LedgerTime.of(2_000);
    return switch (name) {
      case "OPEN" -> new VoucherState.Open();
      case "COMPLETED" ->
          new VoucherState.Completed(at, new PartyId("warehouse"), first, second, 3);
      case "EXPIRED" -> new VoucherState.Expired(at, first);
      case "DIVIDED" -> new VoucherState.Divided(at);
      default -> throw new IllegalArgumentException(name);
    };
  }
}
