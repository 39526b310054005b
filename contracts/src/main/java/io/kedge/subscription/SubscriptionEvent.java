package io.kedge.subscription;

import io.kedge.contract.DomainEvent;
import io.kedge.contract.EventFormat;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.OfferingId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.List;
import java.util.Optional;

/// What may happen to applications and their allotment.
public sealed interface SubscriptionEvent extends DomainEvent {
  /// How each of them is read.
  EventFormat<SubscriptionEvent> FORMAT =
      EventFormat.<SubscriptionEvent>empty()
          .with("subscription.applied", 1, in -> new Applied(Application.decode(in.bytes())))
          .with("subscription.amended", 1, in -> new Amended(Application.decode(in.bytes())))
          .with("subscription.withdrawn", 1, in -> new Withdrawn(Application.decode(in.bytes())))
          .with(
              "allotment.tallied", 1, in -> new Tallied(new OfferingId(in.text()), Tally.read(in)))
          .with(
              "lottery.revealed",
              1,
              in ->
                  new Revealed(
                      new OfferingId(in.text()),
                      new PartyId(in.text()),
                      in.bytes(),
                      in.option(WireReader::digest)))
          .with(
              "allotment.proposed",
              1,
              in ->
                  new Proposed(
                      new OfferingId(in.text()), new PartyId(in.text()), in.list(Cut::read)))
          .with("allotment.verified", 1, in -> new Verified(Proposal.decode(in.bytes()), in.flag()))
          .with(
              "subscription.settled",
              1,
              in -> new Settled(Application.decode(in.bytes()), in.i64(), in.i64(), in.i64()))
          .with("subscription.setAside", 1, in -> new SetAside(Application.decode(in.bytes())));

  /// Reads what [#encoded] wrote.
  ///
  /// @throws IllegalArgumentException where it is none of these events, or damaged
  static SubscriptionEvent decode(Bytes body) {
    return FORMAT.decode(body);
  }

  /// Somebody applied.
  ///
  /// @param application the whole of it
  record Applied(Application application) implements SubscriptionEvent {
    @Override
    public Bytes encoded() {
      return new Wire("subscription.applied", 1).bytes(application.encoded()).bytes();
    }
  }

  /// An application was changed.
  ///
  /// @param application what it is now
  record Amended(Application application) implements SubscriptionEvent {
    @Override
    public Bytes encoded() {
      return new Wire("subscription.amended", 1).bytes(application.encoded()).bytes();
    }
  }

  /// An application was taken back.
  ///
  /// @param application what it was
  record Withdrawn(Application application) implements SubscriptionEvent {
    @Override
    public Bytes encoded() {
      return new Wire("subscription.withdrawn", 1).bytes(application.encoded()).bytes();
    }
  }

  /// Some more applications were counted.
  ///
  /// @param offering in which offering
  /// @param tally what is counted so far
  record Tallied(OfferingId offering, Tally tally) implements SubscriptionEvent {
    @Override
    public Bytes encoded() {
      return tally.write(new Wire("allotment.tallied", 1).text(offering.value())).bytes();
    }
  }

  /// A part of the draw was revealed.
  ///
  /// @param offering in which offering
  /// @param by who revealed
  /// @param secret the 32 bytes
  /// @param seed the seed, once both parts are known
  record Revealed(OfferingId offering, PartyId by, Bytes secret, Optional<Digest> seed)
      implements SubscriptionEvent {
    @Override
    public Bytes encoded() {
      return new Wire("lottery.revealed", 1)
          .text(offering.value())
          .text(by.value())
          .bytes(secret)
          .option(seed, Wire::digest)
          .bytes();
    }
  }

  /// Somebody proposed where the lines run.
  ///
  /// @param offering in which offering
  /// @param by who proposed
  /// @param cuts one line per tranche
  record Proposed(OfferingId offering, PartyId by, List<Cut> cuts) implements SubscriptionEvent {
    @Override
    public Bytes encoded() {
      return new Wire("allotment.proposed", 1)
          .text(offering.value())
          .text(by.value())
          .list(cuts, (w, cut) -> cut.write(w))
          .bytes();
    }
  }

  /// A proposal was computed to its end.
  ///
  /// @param proposal the whole of it
  /// @param proved true where it is the allotment, false where it was thrown out
  record Verified(Proposal proposal, boolean proved) implements SubscriptionEvent {
    @Override
    public Bytes encoded() {
      return new Wire("allotment.verified", 1).bytes(proposal.encoded()).flag(proved).bytes();
    }
  }

  /// An application was settled: paid, delivered and the rest refunded in one.
  ///
  /// @param application what it was, with the units allotted
  /// @param paid cash to the issuer
  /// @param fee cash to the operator
  /// @param refunded cash back to the applicant
  record Settled(Application application, long paid, long fee, long refunded)
      implements SubscriptionEvent {
    @Override
    public Bytes encoded() {
      return new Wire("subscription.settled", 1)
          .bytes(application.encoded())
          .i64(paid)
          .i64(fee)
          .i64(refunded)
          .bytes();
    }
  }

  /// An application was decided but not moved, because it or its party is frozen.
  ///
  /// @param application what it is, with the units allotted
  record SetAside(Application application) implements SubscriptionEvent {
    @Override
    public Bytes encoded() {
      return new Wire("subscription.setAside", 1).bytes(application.encoded()).bytes();
    }
  }
}
