package io.kedge.server.money.iso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kedge.server.money.iso.BankMessage.DayStatement;
import io.kedge.server.money.iso.BankMessage.DayStatements;
import io.kedge.server.money.iso.BankMessage.Notification;
import io.kedge.server.money.iso.BankMessage.Notifications;
import io.kedge.server.money.iso.BankMessage.PaymentStatus;
import io.kedge.server.money.iso.BankMessage.StatusReport;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Files as banks send them, and files nobody should send.
class BankMessagesTest {
  private static final Instant NOW = Instant.parse("2026-10-18T09:00:00Z");

  static String sample() throws IOException {
    try (var in = BankMessagesTest.class.getResourceAsStream("/money/camt053-v02.xml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static BankMessage read(String xml) {
    return BankMessages.read(xml.getBytes(StandardCharsets.UTF_8));
  }

  private static FileFault faultOf(String xml) {
    return catchThrowableOfType(FileFaultException.class, () -> read(xml)).fault();
  }

  @Test
  void readsADayOfTheOldestVersion() throws IOException {
    var message = (DayStatements) read(sample());
    assertThat(message.type()).isEqualTo("camt.053.001.02");
    var day = message.statements().getFirst();
    assertThat(day.account()).isEqualTo("6225880100004321");
    assertThat(day.sequence()).contains(117L);
    assertThat(day.openingUnits()).isEqualTo(50_000_000);
    assertThat(day.closingUnits()).isEqualTo(43_567_550);
    assertThat(day.entries())
        .extracting(BankEntry::reference)
        .containsExactly(
            "AAAASESS-FP-CN_98765/01",
            "AAAASESS-FP-ACCR-01/1",
            "AAAASESS-FP-ACCR-01/2",
            "15",
            "AAAASESS-FP-RTN-7",
            "AAAASESS-FP-PENDING");
    var deposit = day.entries().getFirst();
    assertThat(deposit.units()).isEqualTo(10_567_850);
    assertThat(deposit.counterparty()).isEqualTo("云南普洱茶业（集团）有限公司");
    assertThat(deposit.counterpartyAccount()).isEqualTo("622202100112");
    assertThat(deposit.bookedOn()).contains(LocalDate.of(2026, 10, 18));
    assertThat(day.entries().get(2).endToEnd()).isEqualTo("KW-B");
    assertThat(day.entries().get(4).returnReason()).isEqualTo("AC04");
    assertThat(day.entries().getLast().status()).isEqualTo(BankEntry.Status.PENDING);
  }

  @Test
  void readsWhatChineseBanksEncodeAsGbk() throws IOException {
    var xml = sample().replace("encoding=\"UTF-8\"", "encoding=\"GBK\"");
    var message = (DayStatements) BankMessages.read(xml.getBytes(Charset.forName("GBK")));
    assertThat(message.statements().getFirst().entries().getFirst().counterparty())
        .isEqualTo("云南普洱茶业（集团）有限公司");
  }

  @Test
  void aStatementThatDoesNotAddUpIsRefused() throws IOException {
    assertThat(
            faultOf(
                sample()
                    .replace(
                        "435675.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-10-18",
                        "435675.51</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-10-18")))
        .isEqualTo(FileFault.DOES_NOT_ADD_UP);
    assertThat(faultOf(sample().replace(">50000.00<", ">50000.01<")))
        .isEqualTo(FileFault.DOES_NOT_ADD_UP);
  }

  @Test
  void hostileAndBrokenFilesAreRefusedByName() throws IOException {
    var sample = sample();
    var external =
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Document>&x;</Document>";
    assertThat(faultOf(external)).isEqualTo(FileFault.DOCUMENT_TYPE);
    assertThat(faultOf("<Document>&x;</Document>")).isEqualTo(FileFault.NOT_XML);
    assertThat(faultOf(sample.substring(0, 900))).isEqualTo(FileFault.NOT_XML);
    assertThat(faultOf("<a>".repeat(50) + "</a>".repeat(50))).isEqualTo(FileFault.TOO_COMPLEX);
    assertThat(faultOf("<a>" + "<Ntry/>".repeat(20_001) + "</a>"))
        .isEqualTo(FileFault.TOO_MANY_ENTRIES);
    assertThat(faultOf("<Document xmlns=\"urn:x\"><Other/></Document>"))
        .isEqualTo(FileFault.UNKNOWN_MESSAGE);
    assertThat(faultOf(sample.replace("<Sts>PDNG</Sts>", "<Sts>EH</Sts>")))
        .isEqualTo(FileFault.FIELD_WRONG);
    assertThat(faultOf(sample.replace(">3.00<", ">3.001<"))).isEqualTo(FileFault.AMOUNT_WRONG);
    assertThat(faultOf(sample.replace(">3.00<", ">-3.00<"))).isEqualTo(FileFault.AMOUNT_WRONG);
    assertThat(faultOf(sample.replace("<NtryRef>15</NtryRef>", "")))
        .isEqualTo(FileFault.FIELD_MISSING);
    var large = new byte[XmlGuard.FILE_BYTES_MAX + 1];
    assertThat(catchThrowableOfType(FileFaultException.class, () -> BankMessages.read(large)))
        .extracting(FileFaultException::fault)
        .isEqualTo(FileFault.TOO_LARGE);
  }

  @Test
  void whatTheSandboxWritesIsReadBackAsItWas() {
    var writer = new BankMessageWriter(NOW, "客户资金专户", "SNDBCNBJ");
    var entry =
        new BankEntry(
            "SB1",
            true,
            1_234_500,
            "CNY",
            BankEntry.Status.BOOKED,
            Optional.of(LocalDate.of(2026, 10, 18)),
            Optional.of(LocalDate.of(2026, 10, 18)),
            true,
            "PMNT/RCDT/RPCR",
            "E2E",
            "TX",
            "IN",
            "王五 <&>",
            "6222",
            "ICBKCNBJ",
            "RF18 5390",
            "info",
            "FRAD");
    var day =
        new DayStatement(
            "S1",
            Optional.of(9L),
            "622500",
            "CNY",
            LocalDate.of(2026, 10, 18),
            -500,
            1_234_000,
            List.of(entry));
    assertThat(BankMessages.read(writer.statement("M1", day)))
        .isEqualTo(new DayStatements("M1", "camt.053.001.08", List.of(day)));
    var notification = new Notification("N1", "GB82WEST12345698765432", List.of(entry));
    assertThat(BankMessages.read(writer.notification("M2", notification)))
        .isEqualTo(new Notifications("M2", "camt.054.001.08", List.of(notification)));
    var status =
        new StatusReport(
            "M3",
            "pain.002.001.10",
            "KP1",
            "",
            "",
            List.of(
                new PaymentStatus("KW1", "ACSC", "", "SB2"),
                new PaymentStatus("KW2", "RJCT", "AC04 account closed", "")));
    assertThat(BankMessages.read(writer.status(status))).isEqualTo(status);
  }

  @Test
  void readsTheStatusThatIsPassedBetweenBanks() {
    var xml =
        """
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.002.001.10"><FIToFIPmtStsRpt>
        <GrpHdr><MsgId>P1</MsgId><CreDtTm>2026-10-18T09:00:00Z</CreDtTm></GrpHdr>
        <TxInfAndSts><OrgnlGrpInf><OrgnlMsgId>KP1</OrgnlMsgId><OrgnlMsgNmId>pacs.008</OrgnlMsgNmId></OrgnlGrpInf>
        <OrgnlEndToEndId>KW1</OrgnlEndToEndId><TxSts>RJCT</TxSts>
        <StsRsnInf><Rsn><Cd>AC01</Cd></Rsn><AddtlInf>no such account</AddtlInf></StsRsnInf></TxInfAndSts>
        </FIToFIPmtStsRpt></Document>
        """;
    assertThat(read(xml))
        .isEqualTo(
            new StatusReport(
                "P1",
                "pacs.002.001.10",
                "KP1",
                "",
                "",
                List.of(new PaymentStatus("KW1", "RJCT", "AC01 no such account", ""))));
  }

  @Test
  void aPaymentOrderIsWrittenTheSameEachTimeAndReadBack() {
    var order =
        new PaymentOrder(
            "KP1",
            NOW,
            LocalDate.of(2026, 10, 19),
            "客户资金专户",
            "622500",
            "SNDBCNBJ",
            "CNY",
            List.of(
                new PaymentOrder.Payment("KW1", 1, "张三", "6222", "", "出金"),
                new PaymentOrder.Payment(
                    "KW2",
                    999_999_999_999_99L,
                    "O'Neil & <Co>",
                    "GB82WEST12345698765432",
                    "NWBKGB2L",
                    "withdrawal")));
    var bytes = PaymentOrderWriter.write(order);
    assertThat(PaymentOrderWriter.write(order)).isEqualTo(bytes);
    assertThat(PaymentOrderReader.read(bytes)).isEqualTo(order);
    assertThat(new String(bytes, StandardCharsets.UTF_8))
        .contains("pain.001.001.09")
        .contains("<NbOfTxs>2</NbOfTxs>")
        .contains("<IBAN>GB82WEST12345698765432</IBAN>");
    var wrong = new String(bytes, StandardCharsets.UTF_8).replace(">0.01<", ">0.02<");
    assertThat(
            catchThrowableOfType(
                FileFaultException.class,
                () -> PaymentOrderReader.read(wrong.getBytes(StandardCharsets.UTF_8))))
        .extracting(FileFaultException::fault)
        .isEqualTo(FileFault.DOES_NOT_ADD_UP);
  }
}
