package io.kedge.offering;

import io.kedge.fee.FeeScheduleId;
import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.Optional;

/// The trading part of an announcement (C-15, C-16).
///
/// @param opens from when units may be traded and given, once every application is settled
/// @param closes until when; where absent, and in any case unless `parallel`, redemption's opening
///     ends it (I-11)
/// @param parallel true where trading goes on beside redemption; then `closes` is announced
/// @param feeSchedule which fee schedule applies
/// @param tick prices come in multiples of this many minor units
/// @param lot units come in multiples of this
/// @param bandPpm how far a price may be from the reference, in millionths; none where unbounded
public record TradingTerms(
    LedgerTime opens,
    Optional<LedgerTime> closes,
    boolean parallel,
    FeeScheduleId feeSchedule,
    long tick,
    long lot,
    Optional<Long> bandPpm) {
  /// Checks the form.
  public TradingTerms {
    if (tick < 1 || lot < 1 || bandPpm.orElse(1L) < 1 || bandPpm.orElse(1L) > 1_000_000) {
      throw new IllegalArgumentException("tick, lot or band out of range");
    }
    if (parallel && closes.isEmpty()) {
      throw new IllegalArgumentException("trading beside redemption needs an announced close");
    }
  }

  static TradingTerms parse(Fields fields) {
    return new TradingTerms(
        fields.time("opens"),
        fields.optional("closes", fields::time),
        fields.optional("parallel", fields::truth).orElse(false),
        fields.id("feeSchedule", FeeScheduleId::new),
        fields.positive("tick"),
        fields.positive("lot"),
        fields.optional("bandPpm", fields::positive));
  }

  Wire write(Wire out) {
    return out.time(opens)
        .option(closes, Wire::time)
        .flag(parallel)
        .text(feeSchedule.value())
        .i64(tick)
        .i64(lot)
        .option(bandPpm, Wire::i64);
  }

  static TradingTerms read(WireReader in) {
    return new TradingTerms(
        in.time(),
        in.option(WireReader::time),
        in.flag(),
        new FeeScheduleId(in.text()),
        in.i64(),
        in.i64(),
        in.option(WireReader::i64));
  }
}
