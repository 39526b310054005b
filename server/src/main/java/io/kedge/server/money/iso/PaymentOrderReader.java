package io.kedge.server.money.iso;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/// Reads a pain.001 back: what the sandbox bank does with our orders, and what shows an officer
/// what a stored file says.
public final class PaymentOrderReader {
  private PaymentOrderReader() {}

  /// Reads a payment order with one block of payments.
  ///
  /// @throws FileFaultException when it is none, or its count or sum does not fit its payments
  public static PaymentOrder read(byte[] file) {
    var root = XmlGuard.read(file).document();
    var body =
        Elements.find(root, "CstmrCdtTrfInitn")
            .orElseThrow(() -> new FileFaultException(FileFault.UNKNOWN_MESSAGE, root.name()));
    var header = Elements.requiredNode(body, "GrpHdr");
    var block = Elements.requiredNode(body, "PmtInf");
    var payments = Elements.all(block, "CdtTrfTxInf");
    if (payments.isEmpty()) throw new FileFaultException(FileFault.FIELD_MISSING, "CdtTrfTxInf");
    var currency = Elements.currency(Elements.requiredNode(payments.getFirst(), "Amt/InstdAmt"));
    var order =
        new PaymentOrder(
            Elements.required(header, "MsgId"),
            created(Elements.required(header, "CreDtTm")),
            executeOn(block),
            Elements.required(block, "Dbtr/Nm"),
            Elements.required(block, "DbtrAcct/Id/IBAN", "DbtrAcct/Id/Othr/Id"),
            Elements.text(block, "DbtrAgt/FinInstnId/BICFI", "DbtrAgt/FinInstnId/BIC").orElse(""),
            currency,
            payments.stream().map(p -> payment(p, currency)).toList());
    requireTotals(header, order);
    return order;
  }

  private static void requireTotals(XmlNode header, PaymentOrder order) {
    var count = Elements.required(header, "NbOfTxs");
    if (!count.equals(Integer.toString(order.payments().size()))) {
      throw new FileFaultException(FileFault.DOES_NOT_ADD_UP, "NbOfTxs " + count);
    }
    Elements.text(header, "CtrlSum")
        .filter(sum -> MinorUnits.of(order.currency(), sum) != order.units())
        .ifPresent(
            sum -> {
              throw new FileFaultException(FileFault.DOES_NOT_ADD_UP, "CtrlSum " + sum);
            });
  }

  private static PaymentOrder.Payment payment(XmlNode node, String currency) {
    var amount = Elements.requiredNode(node, "Amt/InstdAmt");
    if (!currency.equals(Elements.currency(amount))) {
      throw new FileFaultException(FileFault.FIELD_WRONG, "more than one currency");
    }
    return new PaymentOrder.Payment(
        Elements.required(node, "PmtId/EndToEndId"),
        Elements.units(amount),
        Elements.required(node, "Cdtr/Nm"),
        Elements.required(node, "CdtrAcct/Id/IBAN", "CdtrAcct/Id/Othr/Id"),
        Elements.text(node, "CdtrAgt/FinInstnId/BICFI").orElse(""),
        Elements.text(node, "RmtInf/Ustrd").orElse(""));
  }

  private static LocalDate executeOn(XmlNode block) {
    return Elements.day(block, "ReqdExctnDt")
        .orElseThrow(() -> new FileFaultException(FileFault.FIELD_MISSING, "ReqdExctnDt"));
  }

  private static Instant created(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException wrong) {
      throw new FileFaultException(FileFault.FIELD_WRONG, "CreDtTm " + text);
    }
  }
}
