package io.kedge.server.money.iso;

import io.kedge.server.money.iso.BankMessage.PaymentStatus;
import io.kedge.server.money.iso.BankMessage.StatusReport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads pain.002 (status of a customer's payment order) and pacs.002 (between banks; some banks
/// hand it through).
final class StatusReader {
  private StatusReader() {}

  static StatusReport read(String type, XmlNode body) {
    var group =
        Elements.find(body, "OrgnlGrpInfAndSts")
            .or(() -> Elements.find(body, "TxInfAndSts/OrgnlGrpInf"));
    var blocks = Elements.all(body, "OrgnlPmtInfAndSts");
    var payments =
        Stream.concat(
                blocks.stream().flatMap(b -> Elements.all(b, "TxInfAndSts").stream()),
                Elements.all(body, "TxInfAndSts").stream())
            .map(StatusReader::payment)
            .toList();
    var blockStatus = blocks.stream().flatMap(b -> Elements.text(b, "PmtInfSts").stream());
    return new StatusReport(
        Elements.required(body, "GrpHdr/MsgId"),
        type,
        group
            .flatMap(g -> Elements.text(g, "OrgnlMsgId"))
            .orElseThrow(() -> new FileFaultException(FileFault.FIELD_MISSING, "OrgnlMsgId")),
        group.flatMap(g -> Elements.text(g, "GrpSts")).or(blockStatus::findFirst).orElse(""),
        group
            .map(StatusReader::reason)
            .filter(r -> !r.isEmpty())
            .or(() -> blocks.stream().map(StatusReader::reason).findFirst())
            .orElse(""),
        payments);
  }

  private static PaymentStatus payment(XmlNode node) {
    return new PaymentStatus(
        Elements.required(node, "OrgnlEndToEndId"),
        Elements.required(node, "TxSts"),
        reason(node),
        Elements.text(node, "AcctSvcrRef").orElse(""));
  }

  private static String reason(XmlNode node) {
    return Elements.all(node, "StsRsnInf").stream()
        .flatMap(
            r ->
                Stream.concat(
                    Elements.text(r, "Rsn/Cd", "Rsn/Prtry").stream(),
                    Elements.all(r, "AddtlInf").stream().map(XmlNode::text)))
        .map(String::strip)
        .collect(Collectors.joining(" "));
  }
}
