package io.kedge.fee;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;

/// What may happen to fee schedules.
public sealed interface FeeEvent {
  /// The event's hashed binary form.
  Bytes encoded();

  /// A version was announced.
  ///
  /// @param id the schedule
  /// @param operator who announced it
  /// @param version its rates and date
  record Announced(FeeScheduleId id, PartyId operator, FeeSchedule.Version version)
      implements FeeEvent {
    @Override
    public Bytes encoded() {
      var wire = new Wire("fee.announced", 1).text(id.value()).text(operator.value());
      FeeSchedule.write(wire, version);
      return wire.bytes();
    }
  }
}
