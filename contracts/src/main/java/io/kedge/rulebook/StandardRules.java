package io.kedge.rulebook;

import io.kedge.asset.AmendAsset;
import io.kedge.asset.AmendmentEffect;
import io.kedge.asset.RefileAsset;
import io.kedge.asset.RegisterAsset;
import io.kedge.asset.RegistrationEffect;
import io.kedge.attestation.Attest;
import io.kedge.attestation.DeclineStatement;
import io.kedge.attestation.StatementEffects;
import io.kedge.attestation.WithdrawStatement;
import io.kedge.cash.CorrectMint;
import io.kedge.cash.DefineCash;
import io.kedge.cash.MintCash;
import io.kedge.cash.PayOutCash;
import io.kedge.cash.RejectWithdrawal;
import io.kedge.cash.WithdrawCash;
import io.kedge.catalogue.PutCatalogueEntry;
import io.kedge.catalogue.PutRightType;
import io.kedge.contract.Contract;
import io.kedge.contract.RuleBook;
import io.kedge.fee.AnnounceFees;
import io.kedge.freeze.FreezeSubject;
import io.kedge.freeze.Freezes;
import io.kedge.freeze.ImposeFreeze;
import io.kedge.freeze.LiftFreeze;
import io.kedge.gift.AcceptGift;
import io.kedge.gift.DeclineGift;
import io.kedge.gift.OfferGift;
import io.kedge.gift.RevokeGift;
import io.kedge.issue.IssueEffect;
import io.kedge.issue.ProposeIssue;
import io.kedge.liquidation.LiquidateIssue;
import io.kedge.note.ExpireLock;
import io.kedge.note.ForceTransfer;
import io.kedge.note.TransferNotes;
import io.kedge.offering.AnnounceOffering;
import io.kedge.offering.CancelOffering;
import io.kedge.offering.OpenStage;
import io.kedge.offering.PostponeStage;
import io.kedge.offering.ReleaseCollateral;
import io.kedge.offering.ResumeTrading;
import io.kedge.offering.SuspendTrading;
import io.kedge.offering.WithdrawOffering;
import io.kedge.order.CancelOrder;
import io.kedge.order.PlaceOrder;
import io.kedge.order.ReduceOrder;
import io.kedge.party.AddKey;
import io.kedge.party.AddPartyDocuments;
import io.kedge.party.CloseParty;
import io.kedge.party.DeclineParty;
import io.kedge.party.Mandates;
import io.kedge.party.PutEmployee;
import io.kedge.party.RegisterParty;
import io.kedge.party.Registry;
import io.kedge.party.RemoveEmployee;
import io.kedge.party.RevokeKey;
import io.kedge.party.RotateKey;
import io.kedge.party.SetAutoAccept;
import io.kedge.party.SetPartyRoles;
import io.kedge.party.VerifyParty;
import io.kedge.redemption.ForceRedemption;
import io.kedge.redemption.RedeemUnits;
import io.kedge.reduction.ApplyForReduction;
import io.kedge.reduction.ReductionEffect;
import io.kedge.settlement.SettleOrders;
import io.kedge.subscription.Amend;
import io.kedge.subscription.Apply;
import io.kedge.subscription.ExtendOffering;
import io.kedge.subscription.ProposeAllotment;
import io.kedge.subscription.RevealSecret;
import io.kedge.subscription.SettleAllotment;
import io.kedge.subscription.SettleSetAside;
import io.kedge.subscription.TallyApplications;
import io.kedge.subscription.VerifyAllotment;
import io.kedge.subscription.WithdrawApplication;
import io.kedge.voucher.CorrectHandover;
import io.kedge.voucher.DeclineHandover;
import io.kedge.voucher.DeliverGoods;
import io.kedge.voucher.ExpireVoucher;
import io.kedge.voucher.HonourRight;
import io.kedge.voucher.SplitVoucher;
import java.util.ArrayList;
import java.util.List;

/// The rules of a ledger whose genesis names rule book 1.
public final class StandardRules {
  private StandardRules() {}

  /// Rule book 1.
  public static RuleBook version1() {
    var contracts = new ArrayList<Contract<?>>();
    contracts.addAll(party());
    contracts.addAll(freeze());
    contracts.addAll(catalogue());
    contracts.addAll(attestation());
    contracts.addAll(asset());
    contracts.addAll(reduction());
    contracts.addAll(note());
    contracts.addAll(fee());
    contracts.addAll(cash());
    contracts.addAll(issue());
    contracts.addAll(offering());
    contracts.addAll(subscription());
    contracts.addAll(voucher());
    contracts.addAll(redemption());
    contracts.addAll(liquidation());
    contracts.addAll(order());
    contracts.addAll(gift());
    return new RuleBook(
        contracts,
        new Registry(),
        new Mandates((view, party) -> Freezes.history(view, FreezeSubject.of(party)).frozen()),
        List.of(FreezeSubject.CONCEPT));
  }

  private static List<Contract<?>> party() {
    return List.of(
        new RegisterParty(),
        new AddPartyDocuments(),
        new VerifyParty(),
        new DeclineParty(),
        new CloseParty(),
        new SetPartyRoles(),
        new SetAutoAccept(),
        new PutEmployee(),
        new RemoveEmployee(),
        new AddKey(),
        new RotateKey(),
        new RevokeKey());
  }

  private static List<Contract<?>> freeze() {
    return List.of(new ImposeFreeze(), new LiftFreeze());
  }

  private static List<Contract<?>> catalogue() {
    return List.of(new PutCatalogueEntry(), new PutRightType());
  }

  /// Every kind of statement has its effect here.
  private static List<Contract<?>> attestation() {
    var effects =
        new StatementEffects(
            List.of(
                new RegistrationEffect(),
                new AmendmentEffect(),
                new ReductionEffect(),
                new IssueEffect()));
    return List.of(
        new Attest(effects), new DeclineStatement(effects), new WithdrawStatement(effects));
  }

  private static List<Contract<?>> asset() {
    return List.of(new RegisterAsset(), new RefileAsset(), new AmendAsset());
  }

  private static List<Contract<?>> reduction() {
    return List.of(new ApplyForReduction());
  }

  private static List<Contract<?>> note() {
    return List.of(new TransferNotes(), new ExpireLock(), new ForceTransfer());
  }

  private static List<Contract<?>> fee() {
    return List.of(new AnnounceFees());
  }

  private static List<Contract<?>> cash() {
    return List.of(
        new DefineCash(),
        new MintCash(),
        new WithdrawCash(),
        new PayOutCash(),
        new RejectWithdrawal(),
        new CorrectMint());
  }

  private static List<Contract<?>> issue() {
    return List.of(new ProposeIssue());
  }

  private static List<Contract<?>> offering() {
    return List.of(
        new AnnounceOffering(),
        new OpenStage(),
        new PostponeStage(),
        new CancelOffering(),
        new SuspendTrading(),
        new ResumeTrading(),
        new WithdrawOffering(),
        new ReleaseCollateral());
  }

  private static List<Contract<?>> subscription() {
    return List.of(
        new Apply(),
        new Amend(),
        new WithdrawApplication(),
        new TallyApplications(),
        new ExtendOffering(),
        new RevealSecret(),
        new ProposeAllotment(),
        new VerifyAllotment(),
        new SettleAllotment(),
        new SettleSetAside());
  }

  private static List<Contract<?>> voucher() {
    return List.of(
        new SplitVoucher(),
        new DeliverGoods(),
        new DeclineHandover(),
        new HonourRight(),
        new ExpireVoucher(),
        new CorrectHandover());
  }

  private static List<Contract<?>> redemption() {
    return List.of(new RedeemUnits(), new ForceRedemption());
  }

  private static List<Contract<?>> liquidation() {
    return List.of(new LiquidateIssue());
  }

  private static List<Contract<?>> order() {
    return List.of(new PlaceOrder(), new CancelOrder(), new ReduceOrder(), new SettleOrders());
  }

  private static List<Contract<?>> gift() {
    return List.of(new OfferGift(), new AcceptGift(), new DeclineGift(), new RevokeGift());
  }
}
