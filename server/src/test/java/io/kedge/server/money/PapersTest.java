package io.kedge.server.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Requirement;
import io.kedge.server.money.statement.Amounts;
import io.kedge.server.money.statement.CustomerStatement;
import io.kedge.server.money.statement.Papers;
import io.kedge.server.money.statement.RevenueStatement;
import io.kedge.server.money.statement.SheetCsv;
import io.kedge.server.money.statement.SheetExcel;
import io.kedge.server.money.statement.SheetPdf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Papers that people hold in their hands.
class PapersTest {
  private static final Instant MADE = Instant.parse("2026-11-21T12:00:00Z");
  @TempDir private Path folder;

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private static CustomerStatement statement() {
    var types =
        List.of("cash.mint", "settlement.settle", "subscription.allot", "note.transfer", "x.other");
    var movements = new ArrayList<CustomerStatement.Movement>();
    for (var i = 0; i < 45; i++) {
      movements.add(
          new CustomerStatement.Movement(
              MADE.plusSeconds(i * 3_601L),
              "%064x".formatted(0x3fa94c1dL * (i + 1)),
              types.get(i % types.size()),
              i % 3 == 0 ? "中国建设银行股份有限公司昆明分行营业部第一储蓄所" : "Dongmei Trading Co., Ltd.",
              i % 5 == 0 ? "RF97ZRW62WQBH2ZH 首次入金" : "",
              i % 2 == 0 ? 1_234_567_890L + i : -98_765_432L,
              i % 2 == 0 ? 0 : 98_765,
              100 + i,
              2000 + 3L * i));
    }
    return new CustomerStatement(
        "trading-system",
        "ab".repeat(32),
        "tea-lover-0001",
        "喆堃镕𠮷茶友会",
        "cny-clearing",
        "CNY",
        2,
        LocalDate.of(2026, 11, 1),
        LocalDate.of(2026, 11, 30),
        ZONE,
        5_000,
        movements,
        4711);
  }

  private static String textOf(byte[] pdf) throws IOException {
    try (var document = Loader.loadPDF(pdf)) {
      return new PDFTextStripper().getText(document);
    }
  }

  /// Draws a page, for people to look at: `-Dkedge.papers=FOLDER` keeps it.
  private static void show(String name, byte[] pdf) throws IOException {
    var folder = System.getProperty("kedge.papers");
    if (folder == null) return;
    try (var document = Loader.loadPDF(pdf)) {
      for (var n = 0; n < document.getNumberOfPages(); n++) {
        var image = new PDFRenderer(document).renderImageWithDPI(n, 110);
        ImageIO.write(image, "png", Path.of(folder, name + "-" + n + ".png").toFile());
      }
    }
    Files.write(Path.of(folder, name + ".pdf"), pdf);
  }

  @Test
  void aStatementCarriesEveryMovementWithItsProof() throws IOException {
    var statement = statement();
    for (var language : List.of("zh-CN", "en")) {
      var pdf = SheetPdf.bytes(Papers.in(language).customer(statement), MADE);
      show("statement-" + language, pdf);
      var text = textOf(pdf);
      for (var movement : statement.movements()) assertThat(text).contains(movement.command());
      assertThat(text)
          .contains(Amounts.text(statement.closingUnits(), 2))
          .contains("喆堃镕")
          .contains("建设银行");
      assertThat(pdf.length).isLessThan(200_000);
    }
  }

  @Test
  @Requirement("A-10")
  void aRevenueSharingStatementSharesAllAndPaysNobody() throws IOException {
    var sales =
        List.of(
            new RevenueStatement.Sale(MADE, "cd".repeat(32), 10_000_001, 0, 12, 34),
            new RevenueStatement.Sale(MADE, "ce".repeat(32), 500, 3, 13, 40));
    var shares =
        List.of(
            new RevenueSharing.Share("issuer", 300_000),
            new RevenueSharing.Share("garden", 600_000),
            new RevenueSharing.Share("brand", 100_000));
    var parts =
        RevenueSharing.of(10_000_498, shares).stream()
            .map(
                p ->
                    new RevenueStatement.Part(
                        p.party(),
                        "云南古树茶园",
                        p.party().equals("issuer") ? "ISSUER" : "OWNER",
                        p.ppm(),
                        p.units()))
            .toList();
    var statement =
        new RevenueStatement(
            "tea-2026",
            "2026 古树春茶",
            "issuer",
            "CNY",
            2,
            LocalDate.of(2026, 1, 1),
            LocalDate.of(2026, 12, 31),
            ZONE,
            "《发售合作协议》第 7 条",
            sales,
            parts,
            99);
    var pdf = SheetPdf.bytes(Papers.in("zh-CN").revenue(statement), MADE);
    show("revenue", pdf);
    assertThat(textOf(pdf)).contains("100,004.98").contains("线下").contains("60.0000 %");
    assertThat(SheetExcel.bytes(Papers.in("en").revenue(statement))).isNotEmpty();
  }

  @Test
  void excelKeepsAmountsAsNumbersAndLargeOnesExact() throws IOException {
    var xml = worksheet(SheetExcel.bytes(Papers.in("zh-CN").customer(statement())));
    assertThat(xml).contains("<v>12345678.9").contains("<v>12345679.34</v>");
    assertThat(Amounts.text(Long.MAX_VALUE, 2)).isEqualTo("92,233,720,368,547,758.07");
    assertThat(Amounts.text(-5, 2)).isEqualTo("-0.05");
    assertThat(Amounts.text(123_456, 0)).isEqualTo("123,456");
  }

  private String worksheet(byte[] workbook) throws IOException {
    var file = Files.write(folder.resolve("statement.xlsx"), workbook);
    try (var zip = new ZipFile(file.toFile())) {
      var entry = zip.getEntry("xl/worksheets/sheet1.xml");
      return new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void csvIsNoFormula() {
    var papers = Papers.in("en");
    var sheet =
        papers.table(
            "journal.title",
            "",
            List.of(),
            List.of(
                new Papers.Head("journal.party", 10, false),
                new Papers.Head("journal.amount", 10, true)),
            List.of(
                new io.kedge.server.money.statement.Sheet.Row(
                    List.of(
                        new io.kedge.server.money.statement.Sheet.Cell.Text("=HYPERLINK(\"x\")"),
                        new io.kedge.server.money.statement.Sheet.Cell.Amount(-5, 2)),
                    "")));
    assertThat(new String(SheetCsv.bytes(sheet), StandardCharsets.UTF_8))
        .isEqualTo("\uFEFFParty,Amount\r\n\"'=HYPERLINK(\"\"x\"\")\",-0.05\r\n");
  }

  @Test
  void bothLanguagesHaveTheSameWords() throws IOException {
    assertThat(keys("papers_zh.properties")).isEqualTo(keys("papers_en.properties"));
  }

  private static java.util.Set<Object> keys(String name) throws IOException {
    var words = new java.util.Properties();
    try (var in = Papers.class.getResourceAsStream(name)) {
      words.load(new java.io.InputStreamReader(in, StandardCharsets.UTF_8));
    }
    return words.keySet();
  }
}
