package io.kedge.server.money.iso;

import com.prowidesoftware.swift.model.mx.MxPain00100109;
import com.prowidesoftware.swift.model.mx.dic.AmountType4Choice;
import com.prowidesoftware.swift.model.mx.dic.ChargeBearerType1Code;
import com.prowidesoftware.swift.model.mx.dic.CreditTransferTransaction34;
import com.prowidesoftware.swift.model.mx.dic.CustomerCreditTransferInitiationV09;
import com.prowidesoftware.swift.model.mx.dic.GroupHeader85;
import com.prowidesoftware.swift.model.mx.dic.PaymentIdentification6;
import com.prowidesoftware.swift.model.mx.dic.PaymentInstruction30;
import com.prowidesoftware.swift.model.mx.dic.PaymentMethod3Code;
import com.prowidesoftware.swift.model.mx.dic.RemittanceInformation16;

/// Writes a payment order as pain.001.001.09. The same order gives the same bytes.
public final class PaymentOrderWriter {
  private PaymentOrderWriter() {}

  /// The file for the bank, UTF-8.
  public static byte[] write(PaymentOrder order) {
    var count = Integer.toString(order.payments().size());
    var sum = MinorUnits.decimal(order.currency(), order.units());
    var block =
        new PaymentInstruction30()
            .setPmtInfId(order.messageId())
            .setPmtMtd(PaymentMethod3Code.TRF)
            .setBtchBookg(false)
            .setNbOfTxs(count)
            .setCtrlSum(sum)
            .setReqdExctnDt(Prowide.day(order.executeOn()))
            .setDbtr(Prowide.party(order.payer()))
            .setDbtrAcct(Prowide.account(order.account()).setCcy(order.currency()))
            .setDbtrAgt(Prowide.bank(order.bankBic()))
            .setChrgBr(ChargeBearerType1Code.SLEV);
    for (var payment : order.payments()) {
      block.addCdtTrfTxInf(payment(order.currency(), payment));
    }
    var message = new MxPain00100109();
    message.setCstmrCdtTrfInitn(
        new CustomerCreditTransferInitiationV09()
            .setGrpHdr(
                new GroupHeader85()
                    .setMsgId(order.messageId())
                    .setCreDtTm(Prowide.moment(order.createdAt()))
                    .setNbOfTxs(count)
                    .setCtrlSum(sum)
                    .setInitgPty(Prowide.party(order.payer())))
            .addPmtInf(block));
    return Prowide.bytes(message);
  }

  private static CreditTransferTransaction34 payment(
      String currency, PaymentOrder.Payment payment) {
    var transfer =
        new CreditTransferTransaction34()
            .setPmtId(
                new PaymentIdentification6()
                    .setInstrId(payment.endToEnd())
                    .setEndToEndId(payment.endToEnd()))
            .setAmt(new AmountType4Choice().setInstdAmt(Prowide.amount(currency, payment.units())))
            .setCdtr(Prowide.party(payment.payee()))
            .setCdtrAcct(Prowide.account(payment.payeeAccount()))
            .setRmtInf(new RemittanceInformation16().addUstrd(payment.remittance()));
    return payment.payeeBic().isEmpty()
        ? transfer
        : transfer.setCdtrAgt(Prowide.bank(payment.payeeBic()));
  }
}
