package io.kedge.server.money;

import io.kedge.contract.Envelope;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Json;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.PartyId;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import io.kedge.server.api.Refusals;
import io.kedge.server.store.Store;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.springframework.stereotype.Component;

/// What two officers of the clearing agent decide. The first proposes and signs the commands that
/// follow from it, the second confirms and signs the very same bytes; neither can do both.
@Component
public class Decisions {
  private static final long VALID_MILLIS = 30L * 24 * 60 * 60 * 1000;
  private static final int REASON_MAX = 300;

  private final Store store;
  private final TrustAccounts accounts;
  private final MoneyLedger ledger;

  Decisions(Store store, TrustAccounts accounts, MoneyLedger ledger) {
    this.store = store;
    this.accounts = accounts;
    this.ledger = ledger;
  }

  /// What is decided.
  public enum Action {
    /// A deposit becomes cash of a party.
    MINT,
    /// A deposit goes back to its payer.
    RETURN,
    /// A deposit is the agent's own money, put in to cover a claim.
    COVER,
    /// A withdrawal is paid, and burned once the bank has paid it.
    PAY,
    /// A withdrawal is given back.
    REJECT
  }

  /// A proposal.
  ///
  /// @param account the trust account
  /// @param action what
  /// @param subject reference of the deposit, or the withdrawal's lock
  /// @param party for `MINT`: whose it is; empty where it is matched already
  /// @param claim for `COVER`: which claim
  /// @param reason for people
  public record Proposal(
      String account,
      Action action,
      String subject,
      Optional<PartyId> party,
      Optional<Long> claim,
      String reason) {
    /// Checks the length of the reason.
    public Proposal {
      if (reason.length() > REASON_MAX) {
        throw new Problem(ProblemCode.MALFORMED, "reason: at most " + REASON_MAX + " characters");
      }
    }
  }

  /// A decision as it stands.
  ///
  /// @param id its number
  /// @param proposal what
  /// @param state `OPEN`, `SIGNED`, `DONE`, `REFUSED` or `WITHDRAWN`
  /// @param code why it was refused or withdrawn
  /// @param officers who signed, in order
  /// @param commands ids of the commands it stands for
  /// @param madeAt when it was proposed
  public record Decision(
      long id,
      Proposal proposal,
      String state,
      Optional<String> code,
      List<String> officers,
      List<String> commands,
      Instant madeAt) {}

  /// Proposes; the caller is the first officer.
  Decision propose(Caller caller, Proposal asked) {
    var account = accounts.workable(caller, asked.account());
    return store.inTransaction(
        db -> {
          lock(db, account);
          if (open(db, account, asked.subject()).isPresent()) {
            throw MoneyRefusal.DECISION_OPEN.problem(asked.subject());
          }
          var proposal = checked(db, account, asked);
          var id = insert(db, proposal, ledger.now(account));
          for (var command : commands(db, account, proposal, id)) insert(db, id, command);
          approve(db, caller, id, ledger.now(account));
          return decision(db, id);
        });
  }

  /// Confirms; the caller is the second officer. What follows happens at once or soon after.
  Decision confirm(Caller caller, long id) {
    var account = accounts.workable(caller, decision(store.db(), id).proposal().account());
    return store.inTransaction(
        db -> {
          lock(db, account);
          var decision = decision(db, id);
          if (!decision.state().equals("OPEN")) {
            throw MoneyRefusal.STATE_WRONG.problem(decision.state());
          }
          if (decision.officers().contains(officer(caller))) {
            throw MoneyRefusal.SAME_OFFICER.problem(officer(caller));
          }
          if (expired(db, id, ledger.now(account))) {
            throw MoneyRefusal.DECISION_EXPIRED.problem(id);
          }
          checked(db, account, decision.proposal());
          approve(db, caller, id, ledger.now(account));
          requireWouldPass(db, account, id);
          take(db, account, decision);
          return decision(db, id);
        });
  }

  /// Withdraws a proposal that is not confirmed yet; any officer of the agent may.
  Decision withdraw(Caller caller, long id) {
    accounts.workable(caller, decision(store.db(), id).proposal().account());
    return store.inTransaction(
        db -> {
          var changed =
              db.execute(
                  "update kedge.money_decision set state = 'WITHDRAWN' where id = ? and state ="
                      + " 'OPEN'",
                  id);
          if (changed == 0) throw MoneyRefusal.STATE_WRONG.problem(decision(db, id).state());
          return decision(db, id);
        });
  }

  /// Decisions of an account, newest first.
  List<Decision> of(TrustAccount account, Optional<String> state, long before, int limit) {
    var db = store.db();
    return db.fetch(
            "select * from kedge.money_decision where account = ? and id < ? and (?::text is null"
                + " or state = ?) order by id desc limit ?",
            account.id(),
            before,
            state.orElse(null),
            state.orElse(null),
            limit)
        .map(r -> decision(db, r));
  }

  /// A decision that the caller may see.
  Decision readable(Caller caller, long id) {
    var decision = decision(store.db(), id);
    accounts.readable(caller, decision.proposal().account());
    return decision;
  }

  static void lock(DSLContext db, TrustAccount account) {
    db.execute("select pg_advisory_xact_lock(hashtextextended(?, 0))", account.id());
  }

  private static Optional<Record> open(DSLContext db, TrustAccount account, String subject) {
    return db.fetchOptional(
        "select id from kedge.money_decision where account = ? and subject = ? and state in"
            + " ('OPEN', 'SIGNED')",
        account.id(),
        subject);
  }

  /// The proposal with its party, where it can be decided now.
  private static Proposal checked(DSLContext db, TrustAccount account, Proposal asked) {
    return switch (asked.action()) {
      case MINT -> {
        var deposit = Rows.deposit(db, account, asked.subject());
        require(deposit.state(), DepositState.UNMATCHED, DepositState.HELD, DepositState.MATCHED);
        var party =
            asked
                .party()
                .or(deposit::party)
                .orElseThrow(() -> new Problem(ProblemCode.MALFORMED, "party: whose is it?"));
        yield new Proposal(
            asked.account(),
            Action.MINT,
            asked.subject(),
            Optional.of(party),
            Optional.empty(),
            asked.reason());
      }
      case RETURN -> {
        var deposit = Rows.deposit(db, account, asked.subject());
        require(deposit.state(), DepositState.UNMATCHED, DepositState.HELD, DepositState.MATCHED);
        if (deposit.payerAccount().isEmpty()) {
          throw MoneyRefusal.PAYER_ACCOUNT_UNKNOWN.problem(asked.subject());
        }
        yield asked;
      }
      case COVER -> {
        var deposit = Rows.deposit(db, account, asked.subject());
        require(deposit.state(), DepositState.UNMATCHED, DepositState.HELD);
        var claim =
            asked.claim().orElseThrow(() -> new Problem(ProblemCode.MALFORMED, "claim: which?"));
        Rows.claimDeposit(db, account, claim);
        yield asked;
      }
      case PAY -> {
        var withdrawal = Rows.withdrawal(db, account, asked.subject());
        if (!withdrawal.mayPay()) throw MoneyRefusal.STATE_WRONG.problem(withdrawal.state());
        yield asked;
      }
      case REJECT -> {
        var withdrawal = Rows.withdrawal(db, account, asked.subject());
        if (!withdrawal.mayReject()) throw MoneyRefusal.STATE_WRONG.problem(withdrawal.state());
        yield asked;
      }
    };
  }

  private static void require(DepositState state, DepositState... allowed) {
    if (!List.of(allowed).contains(state)) throw MoneyRefusal.STATE_WRONG.problem(state);
  }

  private long insert(DSLContext db, Proposal proposal, long now) {
    return Columns.number(
        db.fetchSingle(
            "insert into kedge.money_decision (account, action, subject, party, claim, reason,"
                + " state, not_after, made_at) values (?,?,?,?,?,?,'OPEN',?,?) returning id",
            proposal.account(),
            proposal.action().name(),
            proposal.subject(),
            proposal.party().map(PartyId::value).orElse(null),
            proposal.claim().orElse(null),
            proposal.reason(),
            Math.addExact(now, VALID_MILLIS),
            now),
        "id");
  }

  private List<MoneyLedger.Prepared> commands(
      DSLContext db, TrustAccount account, Proposal proposal, long id) {
    var until = Math.addExact(ledger.now(account), VALID_MILLIS);
    var nonce = "money-" + account.id() + "-" + id;
    return switch (proposal.action()) {
      case MINT -> {
        var deposit = Rows.deposit(db, account, proposal.subject());
        var body =
            Json.Obj.empty()
                .with("cash", account.cash().value())
                .with("to", proposal.party().orElseThrow().value())
                .with("units", Long.toString(deposit.units()))
                .with("bank", account.bank())
                .with("reference", deposit.reference());
        yield List.of(ledger.prepare(account, "cash.mint", body, nonce, until));
      }
      case PAY ->
          List.of(
              ledger.prepare(
                  account,
                  "cash.payOut",
                  Json.Obj.empty()
                      .with("lock", proposal.subject())
                      .with("bank", account.bank())
                      .with("reference", endToEnd(proposal.subject())),
                  nonce,
                  until),
              reject(account, proposal.subject(), "the bank did not pay it", nonce, until));
      case REJECT -> List.of(reject(account, proposal.subject(), proposal.reason(), nonce, until));
      case RETURN, COVER -> List.of();
    };
  }

  private MoneyLedger.Prepared reject(
      TrustAccount account, String lock, String reason, String nonce, long until) {
    var body = Json.Obj.empty().with("lock", lock).with("reason", reason.isEmpty() ? "-" : reason);
    return ledger.prepare(account, "cash.rejectWithdrawal", body, nonce, until);
  }

  /// Our reference of the payment of a withdrawal: what the bank books it under, and the ledger.
  static String endToEnd(String lock) {
    return "KW" + Digest.of(Bytes.utf8(lock)).hex().substring(0, 30);
  }

  private static void insert(DSLContext db, long decision, MoneyLedger.Prepared command) {
    db.execute(
        "insert into kedge.money_command (decision, type, payload, command_id) values (?,?,?,?)",
        decision,
        command.type(),
        command.payload().toArray(),
        command.id().hex());
  }

  private void approve(DSLContext db, Caller caller, long decision, long now) {
    var officer = officer(caller);
    db.execute(
        "insert into kedge.money_approval (decision, officer, account, at) values (?,?,?,?)",
        decision,
        officer,
        caller.account(),
        now);
    for (var command :
        db.fetch("select type, payload from kedge.money_command where decision = ?", decision)) {
      var signature = ledger.sign(caller, Bytes.of(Columns.bytes(command, "payload")));
      db.execute(
          "insert into kedge.money_signature (decision, type, officer, key_id, signature) values"
              + " (?,?,?,?,?)",
          decision,
          Columns.text(command, "type"),
          officer,
          signature.keyId().value(),
          signature.value().toArray());
    }
  }

  private static String officer(Caller caller) {
    return caller
        .employee()
        .map(e -> e.value())
        .orElseThrow(() -> MoneyRefusal.NOT_AN_OFFICER.problem(caller.login()));
  }

  private static boolean expired(DSLContext db, long id, long now) {
    return Columns.number(
            db.fetchSingle("select not_after from kedge.money_decision where id = ?", id),
            "not_after")
        <= now;
  }

  /// Asks the contract before anything is kept: a mint to a party that is suspended, say, is told
  /// to the second officer instead of failing later.
  private void requireWouldPass(DSLContext db, TrustAccount account, long id) {
    for (var command :
        db.fetch(
            "select type, payload from kedge.money_command where decision = ? order by type", id)) {
      var payload = Bytes.of(Columns.bytes(command, "payload"));
      var keys = new ArrayList<KeyId>();
      for (var s : signatures(db, id, Columns.text(command, "type"))) keys.add(s.keyId());
      ledger
          .refusalNow(account, payload, keys)
          .ifPresent(
              code -> {
                throw Refusals.problem(code, "");
              });
    }
  }

  /// The signed command of a decision.
  ///
  /// @param payload what was signed
  /// @param signatures by whom
  record SignedCommand(Bytes payload, List<Envelope.Signature> signatures) {}

  Optional<SignedCommand> signed(DSLContext db, long decision, String type) {
    return db.fetchOptional(
            "select payload from kedge.money_command where decision = ? and type = ?",
            decision,
            type)
        .map(
            r ->
                new SignedCommand(
                    Bytes.of(Columns.bytes(r, "payload")), signatures(db, decision, type)));
  }

  private static List<Envelope.Signature> signatures(DSLContext db, long decision, String type) {
    return db.fetch(
            "select key_id, signature from kedge.money_signature where decision = ? and type = ?"
                + " order by officer",
            decision,
            type)
        .map(
            r ->
                new Envelope.Signature(
                    new KeyId(Columns.text(r, "key_id")), Bytes.of(Columns.bytes(r, "signature"))));
  }

  private void take(DSLContext db, TrustAccount account, Decision decision) {
    var proposal = decision.proposal();
    var state =
        switch (proposal.action()) {
          case MINT -> {
            Rows.minting(db, account, proposal);
            yield "SIGNED";
          }
          case RETURN -> {
            var deposit = Rows.deposit(db, account, proposal.subject());
            Rows.order(db, account, back(account, deposit, decision), today(account));
            EntryBooks.change(db, deposit.entry(), DepositState.RETURNING, proposal.reason());
            yield "DONE";
          }
          case COVER -> {
            Rows.cover(db, account, proposal);
            yield "DONE";
          }
          case PAY -> {
            var withdrawal = Rows.withdrawal(db, account, proposal.subject());
            Rows.order(db, account, out(account, withdrawal), today(account));
            Rows.withdrawalState(db, withdrawal.lock(), "PAYING", "");
            yield "SIGNED";
          }
          case REJECT -> {
            Rows.withdrawalState(db, proposal.subject(), "REJECTING", proposal.reason());
            yield "SIGNED";
          }
        };
    db.execute("update kedge.money_decision set state = ? where id = ?", state, decision.id());
  }

  private LocalDate today(TrustAccount account) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(ledger.now(account)), account.zone());
  }

  private static Rows.Ordered back(
      TrustAccount account, Rows.DepositRow deposit, Decision decision) {
    var seed = account.id() + "\n" + deposit.reference() + "\n" + decision.id();
    return new Rows.Ordered(
        "KR" + Digest.of(Bytes.utf8(seed)).hex().substring(0, 30),
        "RETURN",
        deposit.reference(),
        deposit.units(),
        deposit.payer(),
        deposit.payerAccount(),
        "",
        "退款 RETURN " + deposit.reference());
  }

  private static Rows.Ordered out(TrustAccount account, Rows.WithdrawalRow withdrawal) {
    var payee = withdrawal.payee().orElseThrow();
    return new Rows.Ordered(
        endToEnd(withdrawal.lock()),
        "WITHDRAWAL",
        withdrawal.lock(),
        withdrawal.units(),
        payee.holder(),
        payee.number(),
        payee.bic(),
        "出金 WITHDRAWAL " + account.cash().value());
  }

  private static Decision decision(DSLContext db, long id) {
    return db.fetchOptional("select * from kedge.money_decision where id = ?", id)
        .map(r -> decision(db, r))
        .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "no decision " + id));
  }

  private static Decision decision(DSLContext db, Record row) {
    var id = Columns.number(row, "id");
    return new Decision(
        id,
        new Proposal(
            Columns.text(row, "account"),
            Action.valueOf(Columns.text(row, "action")),
            Columns.text(row, "subject"),
            Columns.maybeText(row, "party").map(PartyId::new),
            Columns.maybeNumber(row, "claim"),
            Columns.text(row, "reason")),
        Columns.text(row, "state"),
        Columns.maybeText(row, "code"),
        db.fetch(
                "select officer from kedge.money_approval where decision = ? order by at, officer",
                id)
            .map(r -> Columns.text(r, "officer")),
        db.fetch("select command_id from kedge.money_command where decision = ? order by type", id)
            .map(r -> Columns.text(r, "command_id")),
        Instant.ofEpochMilli(Columns.number(row, "made_at")));
  }
}
