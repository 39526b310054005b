package io.kedge.rulebook;

import io.kedge.cash.CorrectMint;
import io.kedge.cash.DefineCash;
import io.kedge.cash.MintCash;
import io.kedge.cash.PayOutCash;
import io.kedge.cash.RejectWithdrawal;
import io.kedge.cash.WithdrawCash;
import io.kedge.contract.Contract;
import io.kedge.contract.RuleBook;
import io.kedge.fee.AnnounceFees;
import io.kedge.freeze.FreezeSubject;
import io.kedge.freeze.Freezes;
import io.kedge.note.ExpireLock;
import io.kedge.note.ForceTransfer;
import io.kedge.note.TransferNotes;
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
import java.util.ArrayList;
import java.util.List;

/// The rules of a ledger whose genesis names rule book 1.
public final class StandardRules {
  private StandardRules() {}

  /// Rule book 1.
  public static RuleBook version1() {
    var contracts = new ArrayList<Contract<?>>();
    contracts.addAll(party());
    contracts.addAll(note());
    contracts.addAll(fee());
    contracts.addAll(cash());
    return new RuleBook(
        contracts,
        new Registry(),
        new Mandates((view, party) -> Freezes.history(view, FreezeSubject.of(party)).frozen()));
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
}
