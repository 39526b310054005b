package io.kedge.cash;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.contract.SignedDocument;
import io.kedge.kernel.Fields;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.NoteId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Quantity;
import io.kedge.note.Postings;
import io.kedge.party.Officers;
import java.util.List;

/// `cash.correct`: two officers of the clearing agent take back what was minted by mistake, with
/// the
/// holder's signed agreement (format.md "Corrections"). A deposit taken back whole may be minted
/// again, to whom and in the amount that is right.
public final class CorrectMint implements Contract<CashCommand.Correct> {
  /// The type of the holder's agreement.
  public static final String CONSENT = "cash.correction";

  @Override
  public CommandType type() {
    return CommandType.of("cash.correct");
  }

  @Override
  public CashCommand.Correct decode(Fields body) {
    return new CashCommand.Correct(
        SignedDocument.read(
            body.json("consent"),
            CONSENT,
            CorrectMint::consent,
            CashCommand.CorrectionConsent::units),
        body.text("reason"));
  }

  private static CashCommand.CorrectionConsent consent(Fields body) {
    return new CashCommand.CorrectionConsent(
        body.id("cash", InstrumentId::new),
        BankReference.parse(body),
        body.ids("inputs", NoteId::new),
        body.positive("units"),
        body.time("notAfter"));
  }

  @Override
  public List<SignedDocument<?>> documents(CashCommand.Correct command) {
    return List.of(command.consent());
  }

  @Override
  public long units(CashCommand.Correct command) {
    return command.consent().signed().value().units();
  }

  @Override
  public Decision decide(Signed<CashCommand.Correct> command, LedgerView view, LedgerTime now) {
    Signed<CashCommand.CorrectionConsent> agreed = command.value().consent().signed();
    CashCommand.CorrectionConsent consent = agreed.value();
    Cash cash = CashKinds.requireAgent(view, consent.cash(), command.party());
    Officers.requireTwo(view, command);
    Deposit deposit = deposit(consent, agreed.party(), view);
    RefusedException.unless(
        !now.isAfter(consent.notAfter()), CashRefusal.CONSENT_EXPIRED, consent.notAfter());
    RefusedException.unless(
        consent.units() <= deposit.standing(),
        CashRefusal.CORRECTION_OVER_DEPOSIT,
        consent.units(),
        "of",
        deposit.standing());
    var postings = new Postings(command.id(), view, now);
    var taken = postings.spend(deposit.holder(), cash.id(), consent.inputs());
    postings.burn(new Quantity(cash.id(), consent.units()));
    postings.change(deposit.holder(), taken, consent.units());
    Deposit next = deposit.corrected(consent.units());
    postings
        .out()
        .put(consent.bank().depositKey(), next.encoded())
        .event(
            new CashEvent.Corrected(next, consent.units(), command.value().reason(), agreed.id())
                .encoded());
    return postings.build();
  }

  private static Deposit deposit(
      CashCommand.CorrectionConsent consent, PartyId signer, LedgerView view) {
    Deposit deposit =
        Deposit.find(view, consent.bank())
            .filter(found -> found.amount().instrument().equals(consent.cash()))
            .orElseThrow(
                () -> RefusedException.because(CashRefusal.DEPOSIT_UNKNOWN, consent.bank()));
    RefusedException.unless(
        deposit.holder().equals(signer), CashRefusal.CONSENT_NOT_BY_HOLDER, signer);
    return deposit;
  }
}
