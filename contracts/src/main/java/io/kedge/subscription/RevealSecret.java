package io.kedge.subscription;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.MalformedException;
import io.kedge.kernel.OfferingId;
import io.kedge.kernel.PartyId;
import io.kedge.offering.Draw;
import io.kedge.offering.Offering;
import io.kedge.offering.Offerings;

/// `lottery.reveal`: issuer and regulator reveal what they committed to, once all applications are
/// counted and before the deadline. A secret that is missing at the deadline makes the tranches
/// that were to be drawn be shared in proportion, so that holding it back gains nothing.
public final class RevealSecret implements Contract<SubscriptionCommand.Reveal> {
  @Override
  public CommandType type() {
    return CommandType.of("lottery.reveal");
  }

  @Override
  public SubscriptionCommand.Reveal decode(Fields body) {
    var offering = body.id("offering", OfferingId::new);
    Bytes secret = body.bytes("secret");
    if (secret.size() != Digest.SIZE) {
      throw new MalformedException("secret has not 32 bytes");
    }
    return new SubscriptionCommand.Reveal(offering, secret);
  }

  @Override
  public Decision decide(
      Signed<SubscriptionCommand.Reveal> command, LedgerView view, LedgerTime now) {
    Bytes secret = command.value().secret();
    PartyId by = command.party();
    Offering offering = Offerings.require(view, command.value().offering());
    AllotmentRules.requireClosed(view, offering, now);
    AllotmentRun run = AllotmentRun.of(view, offering);
    AllotmentRules.requireAllottable(view, offering, run, now);
    Draw draw =
        offering
            .terms()
            .subscription()
            .draw()
            .orElseThrow(() -> RefusedException.because(SubscriptionRefusal.NOT_A_REVEALER));
    Digest commitment = Digest.of(secret);
    boolean asIssuer = by.equals(offering.issuer()) && commitment.equals(draw.issuerCommitment());
    boolean asRegulator =
        by.equals(draw.regulator()) && commitment.equals(draw.regulatorCommitment());
    RefusedException.unless(
        by.equals(offering.issuer()) || by.equals(draw.regulator()),
        SubscriptionRefusal.NOT_A_REVEALER,
        by);
    RefusedException.unless(
        !isRevealed(run, by, offering, draw), SubscriptionRefusal.ALREADY_REVEALED, by);
    RefusedException.unless(
        Offerings.clock(view, offering, now).isBefore(offering.schedule().revealDeadline()),
        SubscriptionRefusal.REVEAL_TOO_LATE,
        offering.schedule().revealDeadline());
    RefusedException.unless(asIssuer || asRegulator, SubscriptionRefusal.SECRET_DIFFERS);
    AllotmentRun next = asIssuer ? run.withIssuerSecret(secret) : run.withRegulatorSecret(secret);
    return Decision.accept()
        .put(AllotmentRun.key(offering.id()), next.encoded())
        .event(new SubscriptionEvent.Revealed(offering.id(), by, secret, next.seed()).encoded())
        .build();
  }

  /// True where everything this party committed to is revealed.
  private static boolean isRevealed(AllotmentRun run, PartyId by, Offering offering, Draw draw) {
    return (!by.equals(offering.issuer()) || run.issuerSecret().isPresent())
        && (!by.equals(draw.regulator()) || run.regulatorSecret().isPresent());
  }
}
