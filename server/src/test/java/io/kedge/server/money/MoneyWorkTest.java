package io.kedge.server.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.contract.Envelope;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.EmployeeId;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.Json;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.note.NoteEvent;
import io.kedge.party.Role;
import io.kedge.projection.LedgerSchema;
import io.kedge.scenario.run.JdkEd25519;
import io.kedge.scenario.run.Keyring;
import io.kedge.server.TestServer;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.custody.Custody;
import io.kedge.server.gateway.CommandAnswer;
import io.kedge.server.gateway.LedgerGateway;
import io.kedge.server.money.Decisions.Action;
import io.kedge.server.money.Decisions.Decision;
import io.kedge.server.money.Decisions.Proposal;
import io.kedge.server.money.Reconciliation.Difference;
import io.kedge.server.money.Reconciliation.Verdict;
import io.kedge.server.money.bank.SandboxBank;
import io.kedge.server.store.LedgerReads;
import io.kedge.server.store.Store;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Money from bank to ledger and back, on the ledger of a story with its sandbox bank.
class MoneyWorkTest {
  private static final String LEDGER = "trading-system";
  private static final InstrumentId CNY = new InstrumentId("cny");
  private static final AtomicInteger DAY = new AtomicInteger();

  private final JdkEd25519 signing = new JdkEd25519();
  private final Keyring keys = new Keyring(LEDGER, signing);
  private final Store store = bean(Store.class);
  private final LedgerReads reads = bean(LedgerReads.class);
  private final LedgerGateway gateway = bean(LedgerGateway.class);
  private final TrustAccounts accounts = bean(TrustAccounts.class);
  private final Customers customers = bean(Customers.class);
  private final MoneyWork work = bean(MoneyWork.class);
  private final Reconciliations reconciliations = bean(Reconciliations.class);
  private final BankIntake intake = bean(BankIntake.class);
  private final MoneyLedger ledger = new MoneyLedger(gateway, StoryKeys::new, reads);
  private final Decisions decisions = new Decisions(store, accounts, ledger);
  private final TrustAccount account = accounts.backing(LEDGER, CNY).orElseThrow();
  private final SandboxBank bank = accounts.sandbox(account);
  private final Caller cashier = officer("cashier");
  private final Caller controller = officer("controller");

  private static <T> T bean(Class<T> type) {
    return TestServer.shared().running().context().getBean(type);
  }

  /// The keys of everybody in the story, as a custodian would keep them.
  private final class StoryKeys implements Custody {
    @Override
    public KeyId keyOf(Caller caller) {
      return keys.keyId(caller.party().value(), label(caller));
    }

    @Override
    public Bytes sign(Caller caller, Bytes message) {
      return signing.sign(keys.derive("key", caller.party().value(), label(caller)), message);
    }

    private static String label(Caller caller) {
      return caller.employee().map(EmployeeId::value).orElse("main");
    }
  }

  private static Caller officer(String name) {
    return caller("bank", Optional.of(new EmployeeId(name)), Role.CLEARING_AGENT);
  }

  private static Caller caller(String party, Optional<EmployeeId> employee, Role role) {
    var login = employee.map(EmployeeId::value).orElse(party);
    return new Caller(
        "acc-" + login,
        login,
        LEDGER,
        new PartyId(party),
        employee,
        new TreeSet<>(Set.of(role)),
        Set.of("money:read", "money:approve", "money:operate"),
        Caller.Means.SESSION);
  }

  private String referenceOf(String party) {
    customers.addNames(LEDGER, new PartyId(party), List.of("客户 " + party), "test");
    return customers.reference(LEDGER, new PartyId(party)).value();
  }

  private Rows.DepositRow deposit(String reference) {
    return Rows.deposit(store.db(), account, reference);
  }

  private String paidIn(String payer, long units, String remittance) {
    var entry = bank.deposit(payer, "6222021001", units, remittance);
    work.run(account);
    return entry.reference();
  }

  private Decision propose(Action action, String subject, Optional<String> party) {
    return decisions.propose(
        cashier,
        new Proposal(
            account.id(), action, subject, party.map(PartyId::new), Optional.empty(), "why"));
  }

  private Decision confirmed(Action action, String subject, Optional<String> party) {
    var id = propose(action, subject, party).id();
    decisions.confirm(controller, id);
    work.run(account);
    return decisions.readable(cashier, id);
  }

  /// A party's free cash, from the events of notes alone.
  private long balance(String party) {
    return notes(party).values().stream().mapToLong(Long::longValue).sum();
  }

  private SortedMap<String, Long> notes(String party) {
    var hosted = gateway.ledger(LEDGER);
    reads.awaitVisible(LEDGER, hosted.height());
    var schema = LedgerSchema.of(hosted.genesis()).name();
    var notes = new TreeMap<String, Long>();
    reads
        .db(LEDGER)
        .fetch(
            "select body from "
                + schema
                + ".events where tag in ('note.created', 'note.spent') order by height,"
                + " command_index, n")
        .forEach(
            row -> {
              switch (NoteEvent.decode(Bytes.of(Columns.bytes(row, "body")))) {
                case NoteEvent.Created(var note) -> {
                  if (note.owner().value().equals(party)
                      && note.amount().instrument().equals(CNY)) {
                    notes.put(note.id().value(), note.amount().units());
                  }
                }
                case NoteEvent.Spent(var id) -> notes.remove(id.value());
                default -> {}
              }
            });
    return notes;
  }

  private CommandAnswer send(String party, String type, Json.Obj body) {
    var hosted = gateway.ledger(LEDGER);
    var header =
        new io.kedge.contract.CommandHeader(
            hosted.genesis().ledgerId().hex(),
            io.kedge.contract.CommandType.of(type),
            new PartyId(party),
            "test-" + System.nanoTime(),
            LedgerTime.of(hosted.now().millis() + 600_000));
    var envelope = keys.sign(Envelope.COMMAND, header.payload(body), party, List.of("main"));
    return hosted.submit(Bytes.utf8(envelope.json().write())).join();
  }

  /// A withdrawal of a party to an account of its own; gives the lock.
  private String withdraw(String party, long units, String number) {
    var commitment =
        customers
            .addPayee(
                caller(party, Optional.empty(), Role.TRADER), "客户 " + party, number, "ICBKCNBJ")
            .commitment();
    var notes = List.copyOf(notes(party).keySet());
    var answer =
        send(
            party,
            "cash.withdraw",
            Json.Obj.empty()
                .with("cash", "cny")
                .with("inputs", Json.Arr.ofTexts(notes))
                .with("units", Long.toString(units))
                .with("account", commitment.hex()));
    assertThat(answer.code()).isEqualTo("accepted");
    reads.awaitVisible(LEDGER, answer.place().orElseThrow().height());
    work.run(account);
    return Rows.withdrawals(store.db(), account, Optional.of("ASKED"), 200).stream()
        .filter(w -> w.party().value().equals(party) && w.units() == units)
        .findFirst()
        .orElseThrow()
        .lock();
  }

  private Reconciliation reconciled() {
    bank.closeDay(LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(DAY.incrementAndGet()));
    return reconciliations.make(account, "test").result();
  }

  private static long sum(Reconciliation result, Difference kind, String reference) {
    return result.lines().stream()
        .filter(l -> l.kind() == kind && l.reference().equals(reference))
        .mapToLong(Reconciliation.Line::units)
        .sum();
  }

  @Test
  void theStorysMoneyIsCoveredByTheSandboxBank() {
    var result = reconciled();
    assertThat(result.unexplained()).isZero();
    assertThat(result.notesUnits()).isPositive();
  }

  @Test
  void aDepositIsMatchedAndMintedByTwoOfficers() {
    var before = balance("alice");
    var reference =
        paidIn("客户 alice", 12_345, "充值 " + referenceOf("alice").toLowerCase(java.util.Locale.ROOT));
    assertThat(deposit(reference).state()).isEqualTo(DepositState.MATCHED);
    var first = propose(Action.MINT, reference, Optional.empty());
    assertThatThrownBy(() -> decisions.confirm(cashier, first.id()))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("money.SAME_OFFICER");
    assertThatThrownBy(() -> propose(Action.RETURN, reference, Optional.empty()))
        .hasMessageContaining("money.DECISION_OPEN");
    assertThat(balance("alice")).isEqualTo(before);
    decisions.confirm(controller, first.id());
    work.run(account);
    assertThat(decisions.readable(cashier, first.id()).state()).isEqualTo("DONE");
    assertThat(deposit(reference).state()).isEqualTo(DepositState.MINTED);
    assertThat(balance("alice")).isEqualTo(before + 12_345);
    assertThatThrownBy(() -> propose(Action.MINT, reference, Optional.empty()))
        .hasMessageContaining("money.STATE_WRONG");
    assertThat(reconciled().unexplained()).isZero();
  }

  @Test
  void onlyOfficersOfTheAgentDecide() {
    var reference = paidIn("somebody", 10, "nothing");
    var asked =
        new Proposal(
            account.id(),
            Action.MINT,
            reference,
            Optional.of(new PartyId("bob")),
            Optional.empty(),
            "");
    assertThatThrownBy(
            () -> decisions.propose(caller("bank", Optional.empty(), Role.CLEARING_AGENT), asked))
        .hasMessageContaining("money.NOT_AN_OFFICER");
    assertThatThrownBy(() -> decisions.propose(caller("bob", Optional.empty(), Role.TRADER), asked))
        .hasMessageContaining("server.NOT_FOUND");
    assertThatThrownBy(
            () -> decisions.propose(caller("platform", Optional.empty(), Role.OPERATOR), asked))
        .hasMessageContaining("money.NOT_THE_CLEARING_AGENT");
  }

  @Test
  void aWrongNameIsHeldAndAnUnknownReferenceWaitsUntilTwoOfficersAssignIt() {
    var held = paidIn("别人", 500, referenceOf("bob"));
    assertThat(deposit(held).state()).isEqualTo(DepositState.HELD);
    assertThat(deposit(held).party()).contains(new PartyId("bob"));
    var unmatched = paidIn("客户 bob", 700, "没有附言");
    assertThat(deposit(unmatched).state()).isEqualTo(DepositState.UNMATCHED);
    var result = reconciled();
    assertThat(result.unexplained()).isZero();
    assertThat(sum(result, Difference.DEPOSIT_HELD, held)).isEqualTo(500);
    assertThat(sum(result, Difference.DEPOSIT_UNMATCHED, unmatched)).isEqualTo(700);
    var before = balance("bob");
    assertThat(confirmed(Action.MINT, unmatched, Optional.of("bob")).state()).isEqualTo("DONE");
    assertThat(balance("bob")).isEqualTo(before + 700);
    assertThat(confirmed(Action.RETURN, held, Optional.empty()).state()).isEqualTo("DONE");
    assertThat(deposit(held).state()).isEqualTo(DepositState.RETURNED);
    assertThat(sum(reconciled(), Difference.DEPOSIT_HELD, held)).isZero();
  }

  @Test
  void whatTheLedgerWouldRefuseIsToldToTheSecondOfficer() {
    var reference = paidIn("x", 20, "");
    var first = propose(Action.MINT, reference, Optional.of("no-such-party"));
    assertThatThrownBy(() -> decisions.confirm(controller, first.id()))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("party.");
    assertThat(decisions.readable(cashier, first.id()).state()).isEqualTo("OPEN");
    assertThat(decisions.withdraw(cashier, first.id()).state()).isEqualTo("WITHDRAWN");
    assertThat(deposit(reference).state()).isEqualTo(DepositState.UNMATCHED);
  }

  @Test
  void aWithdrawalIsPaidByTheBankAndThenBurned() {
    var reference = paidIn("客户 carol", 9_000, referenceOf("carol"));
    confirmed(Action.MINT, reference, Optional.empty());
    var lock = withdraw("carol", 4_321, "6222021002");
    var before = bank.balance();
    assertThat(confirmed(Action.PAY, lock, Optional.empty()).state()).isEqualTo("DONE");
    assertThat(Rows.withdrawal(store.db(), account, lock).state()).isEqualTo("PAID");
    assertThat(bank.balance()).isEqualTo(before - 4_321);
    var result = reconciled();
    assertThat(result.unexplained()).isZero();
    assertThat(sum(result, Difference.PAID_NOT_BURNED, Decisions.endToEnd(lock))).isZero();
  }

  @Test
  void aPaymentThatTheBankRefusesGivesTheCashBack() {
    var reference = paidIn("客户 erin", 5_000, referenceOf("erin"));
    confirmed(Action.MINT, reference, Optional.empty());
    var before = balance("erin");
    var lock = withdraw("erin", 1_111, "0000123456");
    assertThat(balance("erin")).isEqualTo(before - 1_111);
    confirmed(Action.PAY, lock, Optional.empty());
    var row = Rows.withdrawal(store.db(), account, lock);
    assertThat(row.state()).isEqualTo("REJECTED");
    assertThat(balance("erin")).isEqualTo(before);
    assertThat(reconciled().unexplained()).isZero();
  }

  @Test
  void afterACrashBetweenBankAndLedgerItIsDoneOnce() {
    var reference = paidIn("客户 dave", 8_000, referenceOf("dave"));
    var before = balance("dave");
    var mint = propose(Action.MINT, reference, Optional.empty());
    decisions.confirm(controller, mint.id());
    work.run(account);
    // The ledger has the mint, the table does not know it yet.
    store.db().execute("update kedge.money_decision set state = 'SIGNED' where id = ?", mint.id());
    EntryBooks.change(store.db(), deposit(reference).entry(), DepositState.MINTING, "");
    work.run(account);
    assertThat(deposit(reference).state()).isEqualTo(DepositState.MINTED);
    assertThat(balance("dave")).isEqualTo(before + 8_000);

    var lock = withdraw("dave", 2_222, "6222021003");
    var bankBefore = bank.balance();
    var pay = propose(Action.PAY, lock, Optional.empty());
    decisions.confirm(controller, pay.id());
    work.send(account);
    // The bank has the order, the table does not know it yet; afterwards the same with the ledger.
    store
        .db()
        .execute(
            "update kedge.money_payment set state = 'ORDERED' where end_to_end = ? and state = 'SENT'",
            Decisions.endToEnd(lock));
    work.run(account);
    work.run(account);
    store.db().execute("update kedge.money_decision set state = 'SIGNED' where id = ?", pay.id());
    work.run(account);
    assertThat(decisions.readable(cashier, pay.id()).state()).isEqualTo("DONE");
    assertThat(Rows.withdrawal(store.db(), account, lock).state()).isEqualTo("PAID");
    assertThat(bank.balance()).isEqualTo(bankBefore - 2_222);
    assertThat(reconciled().unexplained()).isZero();
  }

  @Test
  void aRecallAfterTheMoneyWasSpentIsAClaimThatTheAgentCovers() {
    var reference = paidIn("客户 fang", 3_000, referenceOf("fang"));
    confirmed(Action.MINT, reference, Optional.empty());
    bank.recall(reference, "FRAD");
    work.run(account);
    var claim =
        Columns.number(
            store
                .db()
                .fetchSingle(
                    "select id from kedge.money_claim where account = ? and deposit = ? and party ="
                        + " 'fang' and units = 3000",
                    account.id(),
                    reference),
            "id");
    var open = reconciled();
    assertThat(open.unexplained()).isZero();
    assertThat(open.verdict()).isEqualTo(Verdict.DEFECT);
    assertThat(sum(open, Difference.RECALL_OPEN, reference)).isEqualTo(-3_000);
    assertThat(open.shortfall()).isGreaterThanOrEqualTo(3_000);
    var own = paidIn("清算银行", 3_000, "弥补");
    var cover =
        decisions.propose(
            cashier,
            new Proposal(
                account.id(), Action.COVER, own, Optional.empty(), Optional.of(claim), "loss"));
    decisions.confirm(controller, cover.id());
    var covered = reconciled();
    assertThat(covered.unexplained()).isZero();
    assertThat(sum(covered, Difference.RECALL_OPEN, reference)).isZero();
  }

  @Test
  void aRecallBeforeTheMintEndsTheDepositAndItsProposal() {
    var reference = paidIn("客户 gao", 600, referenceOf("gao"));
    var first = propose(Action.MINT, reference, Optional.empty());
    bank.recall(reference, "DUPL");
    work.run(account);
    assertThat(deposit(reference).state()).isEqualTo(DepositState.RECALLED);
    assertThatThrownBy(() -> decisions.confirm(controller, first.id()))
        .hasMessageContaining("money.STATE_WRONG");
    assertThat(sum(reconciled(), Difference.DEPOSIT_TO_MINT, reference)).isZero();
  }

  @Test
  void aPaymentThatComesBackIsADepositOfTheSamePartyAgain() {
    var reference = paidIn("客户 hua", 2_000, referenceOf("hua"));
    confirmed(Action.MINT, reference, Optional.empty());
    var lock = withdraw("hua", 1_500, "6222021004");
    confirmed(Action.PAY, lock, Optional.empty());
    var back = bank.bounce(Decisions.endToEnd(lock), "AC04").reference();
    work.run(account);
    assertThat(deposit(back).state()).isEqualTo(DepositState.MATCHED);
    assertThat(deposit(back).party()).contains(new PartyId("hua"));
    assertThat(confirmed(Action.MINT, back, Optional.empty()).state()).isEqualTo("DONE");
    assertThat(reconciled().unexplained()).isZero();
  }

  @Test
  void filesAndEntriesThatComeAgainAreTold() {
    var entry = bank.deposit("x", "6222", 77, "");
    var file = accounts.bank(account).waiting();
    work.run(account);
    var content =
        store
            .db()
            .fetchSingle(
                "select name, content from kedge.money_file where account = ? and outcome ="
                    + " 'TAKEN' and name = ?",
                account.id(),
                "camt054-" + entry.reference() + ".xml");
    var again =
        intake.take(
            account,
            new io.kedge.server.money.bank.BankFile(
                "again.xml", Bytes.of(Columns.bytes(content, "content"))));
    assertThat(again.outcome()).isEqualTo("REPLAY");
    assertThat(again.told()).contains("camt054-" + entry.reference());
    var forged =
        new String(Columns.bytes(content, "content"), java.nio.charset.StandardCharsets.UTF_8)
            .replace(">0.77<", ">0.78<");
    var reused =
        intake.take(
            account, new io.kedge.server.money.bank.BankFile("forged.xml", Bytes.utf8(forged)));
    assertThat(reused.code()).contains("money.MESSAGE_ID_REUSED");
    var other = forged.replace("<MsgId>N-", "<MsgId>M-");
    var conflict =
        intake.take(
            account, new io.kedge.server.money.bank.BankFile("other.xml", Bytes.utf8(other)));
    assertThat(conflict.code()).contains("money.ENTRY_CONFLICT");
    var foreign = other.replace(account.number(), "999999");
    assertThat(
            intake
                .take(
                    account,
                    new io.kedge.server.money.bank.BankFile("foreign.xml", Bytes.utf8(foreign)))
                .code())
        .contains("money.ACCOUNT_WRONG");
    assertThat(deposit(entry.reference()).units()).isEqualTo(77);
    assertThat(file.size()).isLessThanOrEqualTo(1);
  }
}
