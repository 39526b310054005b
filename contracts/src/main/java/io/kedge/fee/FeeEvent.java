package io.kedge.fee;

import io.kedge.contract.DomainEvent;
import io.kedge.contract.EventFormat;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;

/// What may happen to fee schedules.
public sealed interface FeeEvent extends DomainEvent {
  /// How each of them is read.
  EventFormat<FeeEvent> FORMAT =
      EventFormat.<FeeEvent>empty()
          .with(
              "fee.announced",
              1,
              in ->
                  new Announced(
                      new FeeScheduleId(in.text()), new PartyId(in.text()), FeeSchedule.read(in)));

  /// Reads what [#encoded] wrote.
  ///
  /// @throws IllegalArgumentException where it is none of these events, or damaged
  static FeeEvent decode(Bytes body) {
    return FORMAT.decode(body);
  }

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
