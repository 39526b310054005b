package io.kedge.server.money.iso;

import com.prowidesoftware.swift.model.mx.MxCamt05300108;
import com.prowidesoftware.swift.model.mx.MxCamt05400108;
import com.prowidesoftware.swift.model.mx.MxPain00200110;
import com.prowidesoftware.swift.model.mx.dic.AccountNotification17;
import com.prowidesoftware.swift.model.mx.dic.AccountStatement9;
import com.prowidesoftware.swift.model.mx.dic.BalanceType10Choice;
import com.prowidesoftware.swift.model.mx.dic.BalanceType13;
import com.prowidesoftware.swift.model.mx.dic.BankToCustomerDebitCreditNotificationV08;
import com.prowidesoftware.swift.model.mx.dic.BankToCustomerStatementV08;
import com.prowidesoftware.swift.model.mx.dic.BankTransactionCodeStructure4;
import com.prowidesoftware.swift.model.mx.dic.BankTransactionCodeStructure5;
import com.prowidesoftware.swift.model.mx.dic.BankTransactionCodeStructure6;
import com.prowidesoftware.swift.model.mx.dic.CashAccount39;
import com.prowidesoftware.swift.model.mx.dic.CashBalance8;
import com.prowidesoftware.swift.model.mx.dic.CreditDebitCode;
import com.prowidesoftware.swift.model.mx.dic.CustomerPaymentStatusReportV10;
import com.prowidesoftware.swift.model.mx.dic.EntryDetails9;
import com.prowidesoftware.swift.model.mx.dic.EntryStatus1Choice;
import com.prowidesoftware.swift.model.mx.dic.EntryTransaction10;
import com.prowidesoftware.swift.model.mx.dic.GroupHeader81;
import com.prowidesoftware.swift.model.mx.dic.GroupHeader86;
import com.prowidesoftware.swift.model.mx.dic.OriginalGroupHeader17;
import com.prowidesoftware.swift.model.mx.dic.OriginalPaymentInstruction32;
import com.prowidesoftware.swift.model.mx.dic.Party40Choice;
import com.prowidesoftware.swift.model.mx.dic.PaymentReturnReason5;
import com.prowidesoftware.swift.model.mx.dic.PaymentTransaction105;
import com.prowidesoftware.swift.model.mx.dic.RemittanceInformation16;
import com.prowidesoftware.swift.model.mx.dic.ReportEntry10;
import com.prowidesoftware.swift.model.mx.dic.ReturnReason5Choice;
import com.prowidesoftware.swift.model.mx.dic.StatusReason6Choice;
import com.prowidesoftware.swift.model.mx.dic.StatusReasonInformation12;
import com.prowidesoftware.swift.model.mx.dic.TransactionAgents5;
import com.prowidesoftware.swift.model.mx.dic.TransactionParties6;
import com.prowidesoftware.swift.model.mx.dic.TransactionReferences6;
import java.math.BigDecimal;
import java.time.Instant;

/// Writes what a bank writes: camt.053.001.08, camt.054.001.08 and pain.002.001.10. The sandbox
/// bank's pen; what it writes, [BankMessages] reads back as it was.
public final class BankMessageWriter {
  private final Instant createdAt;
  private final String owner;
  private final String bic;

  /// A bank's pen.
  ///
  /// @param createdAt when the message is made
  /// @param owner name of the account's owner
  /// @param bic of the bank
  public BankMessageWriter(Instant createdAt, String owner, String bic) {
    this.createdAt = createdAt;
    this.owner = owner;
    this.bic = bic;
  }

  /// A camt.053 file of one statement, UTF-8.
  public byte[] statement(String messageId, BankMessage.DayStatement day) {
    var statement =
        new AccountStatement9()
            .setId(day.id())
            .setCreDtTm(Prowide.moment(createdAt))
            .setAcct(account(day.account(), day.currency()))
            .addBal(balance("OPBD", day.currency(), day.openingUnits(), day))
            .addBal(balance("CLBD", day.currency(), day.closingUnits(), day));
    day.sequence().ifPresent(n -> statement.setElctrncSeqNb(BigDecimal.valueOf(n)));
    day.entries().forEach(e -> statement.addNtry(entry(e)));
    var message = new MxCamt05300108();
    message.setBkToCstmrStmt(
        new BankToCustomerStatementV08().setGrpHdr(header(messageId)).addStmt(statement));
    return Prowide.bytes(message);
  }

  /// A camt.054 file of one notification, UTF-8.
  public byte[] notification(String messageId, BankMessage.Notification notification) {
    var currency = notification.entries().getFirst().currency();
    var body =
        new AccountNotification17()
            .setId(notification.id())
            .setCreDtTm(Prowide.moment(createdAt))
            .setAcct(account(notification.account(), currency));
    notification.entries().forEach(e -> body.addNtry(entry(e)));
    var message = new MxCamt05400108();
    message.setBkToCstmrDbtCdtNtfctn(
        new BankToCustomerDebitCreditNotificationV08()
            .setGrpHdr(header(messageId))
            .addNtfctn(body));
    return Prowide.bytes(message);
  }

  /// A pain.002 file, UTF-8.
  public byte[] status(BankMessage.StatusReport report) {
    var group =
        new OriginalGroupHeader17()
            .setOrgnlMsgId(report.originalMessageId())
            .setOrgnlMsgNmId("pain.001.001.09");
    if (!report.groupStatus().isEmpty()) group.setGrpSts(report.groupStatus());
    if (!report.groupReason().isEmpty()) group.addStsRsnInf(reason(report.groupReason()));
    var body =
        new CustomerPaymentStatusReportV10()
            .setGrpHdr(
                new GroupHeader86()
                    .setMsgId(report.messageId())
                    .setCreDtTm(Prowide.moment(createdAt)))
            .setOrgnlGrpInfAndSts(group);
    if (!report.payments().isEmpty()) {
      var block = new OriginalPaymentInstruction32().setOrgnlPmtInfId(report.originalMessageId());
      for (var payment : report.payments()) {
        var status =
            new PaymentTransaction105()
                .setOrgnlEndToEndId(payment.endToEnd())
                .setTxSts(payment.status());
        if (!payment.reason().isEmpty()) status.addStsRsnInf(reason(payment.reason()));
        if (!payment.bankReference().isEmpty()) status.setAcctSvcrRef(payment.bankReference());
        block.addTxInfAndSts(status);
      }
      body.addOrgnlPmtInfAndSts(block);
    }
    var message = new MxPain00200110();
    message.setCstmrPmtStsRpt(body);
    return Prowide.bytes(message);
  }

  /// A reason whose first word is an ISO code, the rest words.
  private static StatusReasonInformation12 reason(String text) {
    var space = text.indexOf(' ');
    var information =
        new StatusReasonInformation12()
            .setRsn(new StatusReason6Choice().setCd(space < 0 ? text : text.substring(0, space)));
    return space < 0 ? information : information.addAddtlInf(text.substring(space + 1));
  }

  private GroupHeader81 header(String messageId) {
    return new GroupHeader81().setMsgId(messageId).setCreDtTm(Prowide.moment(createdAt));
  }

  private CashAccount39 account(String account, String currency) {
    return new CashAccount39()
        .setId(Prowide.accountId(account))
        .setCcy(currency)
        .setOwnr(Prowide.party(owner))
        .setSvcr(Prowide.bank(bic));
  }

  private static CashBalance8 balance(
      String code, String currency, long units, BankMessage.DayStatement day) {
    return new CashBalance8()
        .setTp(new BalanceType13().setCdOrPrtry(new BalanceType10Choice().setCd(code)))
        .setAmt(Prowide.amount(currency, Math.absExact(units)))
        .setCdtDbtInd(units < 0 ? CreditDebitCode.DBIT : CreditDebitCode.CRDT)
        .setDt(Prowide.day(day.day()));
  }

  private static ReportEntry10 entry(BankEntry entry) {
    var amount = Prowide.amount(entry.currency(), entry.units());
    var direction = entry.credit() ? CreditDebitCode.CRDT : CreditDebitCode.DBIT;
    var report =
        new ReportEntry10()
            .setNtryRef(entry.reference())
            .setAmt(amount)
            .setCdtDbtInd(direction)
            .setSts(new EntryStatus1Choice().setCd(status(entry)))
            .setAcctSvcrRef(entry.reference())
            .setBkTxCd(code(entry.transactionCode()))
            .addNtryDtls(new EntryDetails9().addTxDtls(details(entry).setAmt(amount)));
    if (entry.reversal()) report.setRvslInd(true);
    entry.bookedOn().ifPresent(d -> report.setBookgDt(Prowide.day(d)));
    entry.valuedOn().ifPresent(d -> report.setValDt(Prowide.day(d)));
    return report;
  }

  private static String status(BankEntry entry) {
    return switch (entry.status()) {
      case BOOKED -> "BOOK";
      case PENDING -> "PDNG";
      case INFORMATION -> "INFO";
    };
  }

  private static BankTransactionCodeStructure4 code(String code) {
    var parts = code.split("/", -1);
    return new BankTransactionCodeStructure4()
        .setDomn(
            new BankTransactionCodeStructure5()
                .setCd(parts[0])
                .setFmly(
                    new BankTransactionCodeStructure6().setCd(parts[1]).setSubFmlyCd(parts[2])));
  }

  private static EntryTransaction10 details(BankEntry entry) {
    var references = new TransactionReferences6().setAcctSvcrRef(entry.reference());
    if (!entry.endToEnd().isEmpty()) references.setEndToEndId(entry.endToEnd());
    if (!entry.transaction().isEmpty()) references.setTxId(entry.transaction());
    if (!entry.instruction().isEmpty()) references.setInstrId(entry.instruction());
    var direction = entry.credit() ? CreditDebitCode.CRDT : CreditDebitCode.DBIT;
    var details = new EntryTransaction10().setRefs(references).setCdtDbtInd(direction);
    if (!entry.counterparty().isEmpty()) details.setRltdPties(parties(entry));
    if (!entry.counterpartyBank().isEmpty()) {
      var agents = new TransactionAgents5();
      var bank = Prowide.bank(entry.counterpartyBank());
      details.setRltdAgts(entry.credit() ? agents.setDbtrAgt(bank) : agents.setCdtrAgt(bank));
    }
    if (!entry.remittance().isEmpty()) {
      details.setRmtInf(new RemittanceInformation16().addUstrd(entry.remittance()));
    }
    if (!entry.returnReason().isEmpty()) {
      details.setRtrInf(
          new PaymentReturnReason5().setRsn(new ReturnReason5Choice().setCd(entry.returnReason())));
    }
    return entry.information().isEmpty() ? details : details.setAddtlTxInf(entry.information());
  }

  private static TransactionParties6 parties(BankEntry entry) {
    var party = new Party40Choice().setPty(Prowide.party(entry.counterparty()));
    var parties = new TransactionParties6();
    if (entry.credit()) parties.setDbtr(party);
    else parties.setCdtr(party);
    if (!entry.counterpartyAccount().isEmpty()) {
      var account = Prowide.account(entry.counterpartyAccount());
      if (entry.credit()) parties.setDbtrAcct(account);
      else parties.setCdtrAcct(account);
    }
    return parties;
  }
}
