package io.kedge.server.money;

import io.kedge.cash.BankReference;
import io.kedge.cash.Deposit;
import io.kedge.contract.CommandHeader;
import io.kedge.contract.CommandType;
import io.kedge.contract.Envelope;
import io.kedge.contract.Key;
import io.kedge.contract.LedgerView;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Json;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.LedgerTime;
import io.kedge.note.StripedTotal;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import io.kedge.server.custody.Custody;
import io.kedge.server.gateway.CommandAnswer;
import io.kedge.server.gateway.HostedLedger;
import io.kedge.server.gateway.LedgerGateway;
import io.kedge.server.store.LedgerReads;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// What money asks of the ledger: commands that two officers sign, and what is outstanding.
@Component
class MoneyLedger {
  private static final long ANSWER_SECONDS = 30;
  private static final int PAGE = 200;

  private final LedgerGateway gateway;
  private final Supplier<Custody> custody;
  private final LedgerReads reads;

  @Autowired
  MoneyLedger(LedgerGateway gateway, ObjectProvider<Custody> custody, LedgerReads reads) {
    this(gateway, custody::getObject, reads);
  }

  MoneyLedger(LedgerGateway gateway, Supplier<Custody> custody, LedgerReads reads) {
    this.gateway = gateway;
    this.custody = custody;
    this.reads = reads;
  }

  /// A command that waits for signatures.
  ///
  /// @param type which
  /// @param payload what is signed
  record Prepared(String type, Bytes payload) {
    CommandId id() {
      return new CommandId(
          Digest.of(Envelope.preAuthenticationEncoding(Envelope.COMMAND, payload)));
    }
  }

  /// Makes a command of the agent.
  ///
  /// @param nonce makes it unlike every other; the same gives the same command
  /// @param notAfter ledger time, milliseconds
  Prepared prepare(TrustAccount account, String type, Json.Obj body, String nonce, long notAfter) {
    var ledger = gateway.ledger(account.ledger());
    var header =
        new CommandHeader(
            ledger.genesis().ledgerId().hex(),
            CommandType.of(type),
            account.agent(),
            nonce,
            LedgerTime.of(notAfter));
    return new Prepared(type, Bytes.utf8(header.payload(body).write()));
  }

  long now(TrustAccount account) {
    return gateway.ledger(account.ledger()).now().millis();
  }

  /// Signs with the key that is kept for an officer.
  Envelope.Signature sign(Caller officer, Bytes payload) {
    var message = Envelope.preAuthenticationEncoding(Envelope.COMMAND, payload);
    return new Envelope.Signature(
        custody.get().keyOf(officer), custody.get().sign(officer, message));
  }

  /// What would become of a command if these keys signed it; its refusal's code, or nothing.
  Optional<String> refusalNow(TrustAccount account, Bytes payload, List<KeyId> keys) {
    var outcome = gateway.ledger(account.ledger()).dryRun(payload, keys);
    return outcome.accepted() ? Optional.empty() : Optional.of(outcome.code());
  }

  /// Hands a command in. One that was handed in before is answered as it was then.
  CommandAnswer submit(TrustAccount account, Bytes payload, List<Envelope.Signature> signatures) {
    var envelope = new Envelope(Envelope.COMMAND, payload, signatures);
    var ledger = gateway.ledger(account.ledger());
    var before = ledger.decided(envelope.id());
    if (before.isPresent()) return before.get();
    try {
      return ledger
          .submit(Bytes.utf8(envelope.json().write()))
          .get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new Problem(ProblemCode.TOO_SLOW);
    } catch (ExecutionException e) {
      throw new Problem(ProblemCode.LEDGER_UNAVAILABLE, String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(ProblemCode.LEDGER_UNAVAILABLE, "interrupted");
    }
  }

  /// What the ledger says of a bank's booking.
  Optional<Deposit> deposit(TrustAccount account, String reference) {
    var booking = new BankReference(account.bank(), reference);
    return Deposit.find(gateway.ledger(account.ledger()).view(), booking);
  }

  /// The state of a ledger after a block.
  ///
  /// @param height the block
  /// @param view its state
  record Moment(long height, LedgerView view) {}

  /// The state now. It may be a block further than its height says; [#isStill] tells.
  Moment moment(TrustAccount account) {
    var ledger = gateway.ledger(account.ledger());
    return new Moment(ledger.height(), ledger.view());
  }

  /// True where no block came since.
  boolean isStill(TrustAccount account, Moment moment) {
    return gateway.ledger(account.ledger()).height() == moment.height();
  }

  /// Waits until the read models have a block.
  void awaitVisible(TrustAccount account, long height) {
    reads.awaitVisible(account.ledger(), height);
  }

  /// Cash of the account's kind in notes and locks.
  long outstanding(TrustAccount account, LedgerView view) {
    return new StripedTotal(account.cash(), StripedTotal.Name.SUPPLY).sum(view);
  }

  /// What stands of each deposit of the account's kind, by the bank's reference.
  Map<String, Long> minted(TrustAccount account, LedgerView view) {
    var minted = new TreeMap<String, Long>();
    var prefix = Key.prefix("deposit", account.bank());
    var after = prefix;
    while (true) {
      var page = view.range(prefix, after, PAGE);
      for (var entry : page) {
        var deposit = Deposit.decode(entry.value());
        if (deposit.amount().instrument().equals(account.cash())) {
          var standing = Math.subtractExact(deposit.amount().units(), deposit.corrected());
          minted.put(deposit.bank().reference(), standing);
        }
      }
      if (page.size() < PAGE) return minted;
      after = page.getLast().key().value();
    }
  }

  HostedLedger ledger(TrustAccount account) {
    return gateway.ledger(account.ledger());
  }

  LedgerReads reads() {
    return reads;
  }
}
