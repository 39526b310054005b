package io.kedge.server.money.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.kernel.Bytes;
import io.kedge.server.money.iso.BankEntry;
import io.kedge.server.money.iso.BankMessage.DayStatements;
import io.kedge.server.money.iso.BankMessage.Notifications;
import io.kedge.server.money.iso.BankMessage.PaymentStatus;
import io.kedge.server.money.iso.BankMessage.StatusReport;
import io.kedge.server.money.iso.BankMessages;
import io.kedge.server.money.iso.PaymentOrder;
import io.kedge.server.money.iso.PaymentOrderWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A bank at the other end of a folder.
class SandboxBankTest {
  private static final LocalDate DAY = LocalDate.of(2026, 10, 18);
  private static final InstantSource CLOCK = () -> Instant.parse("2026-10-18T03:00:00Z");
  private static final SandboxBank.SandboxAccount ACCOUNT =
      new SandboxBank.SandboxAccount(
          "sndbcnbj", "622500", "客户资金专户", "CNY", ZoneId.of("Asia/Shanghai"));

  @TempDir private Path folder;

  private SandboxBank open() {
    return new SandboxBank(ACCOUNT, folder, CLOCK);
  }

  private static BankFile order(String id, PaymentOrder.Payment... payments) {
    var order =
        new PaymentOrder(
            id, CLOCK.instant(), DAY, "客户资金专户", "622500", "SNDBCNBJ", "CNY", List.of(payments));
    return new BankFile(id + ".xml", Bytes.of(PaymentOrderWriter.write(order)));
  }

  private static PaymentOrder.Payment payment(String endToEnd, long units, String account) {
    return new PaymentOrder.Payment(endToEnd, units, "张三", account, "", "出金");
  }

  @Test
  void speaksTheWholeDay() {
    var ours = new DropFolder("sndbcnbj", folder);
    var bank = open();
    var deposit = bank.deposit("张三", "6222", 10_000, "RF18");
    ours.send(
        order(
            "KP1",
            payment("KW1", 4_000, "6222"),
            payment("KW2", 7_000, "6222"),
            payment("KW3", 1, "0000123")));
    assertThat(bank.takeOrders()).isEqualTo(1);
    bank.recall(deposit.reference(), "FRAD");
    bank.bounce("KW1", "AC04");
    bank.closeDay(DAY);
    var messages =
        ours.waiting().stream().map(f -> BankMessages.read(f.content().toArray())).toList();
    var status =
        messages.stream()
            .filter(StatusReport.class::isInstance)
            .map(StatusReport.class::cast)
            .toList();
    assertThat(status).hasSize(1);
    assertThat(status.getFirst().payments())
        .extracting(PaymentStatus::status)
        .containsExactly("ACSC", "RJCT", "RJCT");
    assertThat(messages.stream().filter(Notifications.class::isInstance)).hasSize(4);
    var day =
        messages.stream()
            .filter(DayStatements.class::isInstance)
            .map(DayStatements.class::cast)
            .findFirst()
            .orElseThrow()
            .statements()
            .getFirst();
    assertThat(day.closingUnits()).isEqualTo(0).isEqualTo(bank.balance());
    assertThat(day.entries())
        .extracting(BankEntry::signedUnits)
        .containsExactly(10_000L, -4_000L, -10_000L, 4_000L);
    assertThat(day.entries().get(2).transaction()).isEqualTo(deposit.reference());
    ours.waiting().forEach(ours::taken);
    assertThat(ours.waiting()).isEmpty();
  }

  @Test
  void anOrderThatComesAgainIsBookedOnceAlsoAfterACrash() throws IOException {
    var ours = new DropFolder("sndbcnbj", folder);
    open().deposit("张三", "6222", 10_000, "RF18");
    var order = order("KP1", payment("KW1", 4_000, "6222"));
    ours.send(order);
    ours.send(order);
    open().takeOrders();
    ours.send(order);
    Files.writeString(
        folder.resolve("sandbox-book.txt"),
        Files.readString(folder.resolve("sandbox-book.txt")) + "entry\tcut off");
    var again = open();
    again.takeOrders();
    assertThat(again.balance()).isEqualTo(6_000);
    assertThatThrownBy(
            () -> {
              ours.send(new BankFile("KP2.xml", Bytes.utf8("a")));
              ours.send(new BankFile("KP2.xml", Bytes.utf8("b")));
            })
        .isInstanceOf(BankException.class);
  }

  @Test
  void theFolderLeavesHalfFilesAloneAndKeepsWhatItRefused() throws IOException {
    var ours = new DropFolder("sndbcnbj", folder);
    Files.writeString(folder.resolve("in/a.xml.part"), "half");
    Files.writeString(folder.resolve("in/.b.xml"), "half");
    Files.writeString(folder.resolve("in/c.xml"), "whole");
    Files.createSymbolicLink(folder.resolve("in/d.xml"), Path.of("/etc/passwd"));
    var files = ours.waiting();
    assertThat(files).extracting(BankFile::name).containsExactly("c.xml");
    ours.rejected(files.getFirst(), "money.NOT_XML");
    assertThat(folder.resolve("rejected/c.xml")).hasContent("whole");
    assertThat(folder.resolve("rejected/c.xml.reason.txt")).hasContent("money.NOT_XML");
  }
}
