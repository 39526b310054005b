package io.kedge.server.money.iso;

import io.kedge.server.money.iso.BankMessage.DayStatement;
import io.kedge.server.money.iso.BankMessage.DayStatements;
import io.kedge.server.money.iso.BankMessage.Notification;
import io.kedge.server.money.iso.BankMessage.Notifications;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads camt.053 and camt.054. Versions differ where a status and a party's name are nested; both
/// ways are read.
final class CamtReader {
  private final String type;

  CamtReader(String type) {
    this.type = type;
  }

  DayStatements statements(XmlNode body) {
    var statements = Elements.all(body, "Stmt").stream().map(this::statement).toList();
    if (statements.isEmpty()) throw new FileFaultException(FileFault.FIELD_MISSING, "Stmt");
    return new DayStatements(Elements.required(body, "GrpHdr/MsgId"), type, statements);
  }

  Notifications notifications(XmlNode body) {
    var notifications =
        Elements.all(body, "Ntfctn").stream()
            .map(n -> new Notification(Elements.required(n, "Id"), account(n), entries(n)))
            .toList();
    if (notifications.isEmpty()) throw new FileFaultException(FileFault.FIELD_MISSING, "Ntfctn");
    return new Notifications(Elements.required(body, "GrpHdr/MsgId"), type, notifications);
  }

  private DayStatement statement(XmlNode node) {
    var opening =
        balance(node, "OPBD").or(() -> balance(node, "PRCD")).orElseThrow(missing("OPBD"));
    var closing = balance(node, "CLBD").orElseThrow(missing("CLBD"));
    var entries = entries(node);
    var amount = Elements.requiredNode(closing, "Amt");
    var statement =
        new DayStatement(
            Elements.required(node, "Id"),
            Elements.text(node, "ElctrncSeqNb", "LglSeqNb").map(CamtReader::number),
            account(node),
            Elements.currency(amount),
            Elements.day(closing, "Dt").orElseThrow(missing("Bal/Dt")),
            signed(opening),
            signed(closing),
            entries);
    requireAddsUp(statement);
    return statement;
  }

  private static long number(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw new FileFaultException(FileFault.FIELD_WRONG, "ElctrncSeqNb " + text);
    }
    return Long.parseLong(text);
  }

  private static void requireAddsUp(DayStatement statement) {
    var balance = statement.openingUnits();
    try {
      for (var entry : statement.entries()) {
        if (!entry.currency().equals(statement.currency())) {
          throw new FileFaultException(
              FileFault.FIELD_WRONG, "entry " + entry.reference() + " in " + entry.currency());
        }
        if (entry.status() == BankEntry.Status.BOOKED) {
          balance = Math.addExact(balance, entry.signedUnits());
        }
      }
    } catch (ArithmeticException overflow) {
      throw new FileFaultException(FileFault.AMOUNT_WRONG, "statement " + statement.id());
    }
    if (balance != statement.closingUnits()) {
      throw new FileFaultException(
          FileFault.DOES_NOT_ADD_UP,
          "statement %s: opening and entries make %d, closing is %d"
              .formatted(statement.id(), balance, statement.closingUnits()));
    }
  }

  private static Optional<XmlNode> balance(XmlNode statement, String code) {
    return Elements.all(statement, "Bal").stream()
        .filter(b -> Elements.text(b, "Tp/CdOrPrtry/Cd").filter(code::equals).isPresent())
        .findFirst();
  }

  private static long signed(XmlNode balance) {
    var units = Elements.units(Elements.requiredNode(balance, "Amt"));
    return Elements.credit(balance) ? units : Math.negateExact(units);
  }

  private static String account(XmlNode node) {
    return Elements.required(node, "Acct/Id/IBAN", "Acct/Id/Othr/Id").replace(" ", "");
  }

  private static List<BankEntry> entries(XmlNode node) {
    return Elements.all(node, "Ntry").stream().flatMap(CamtReader::entry).toList();
  }

  /// One entry, or the payments of a batch.
  private static Stream<BankEntry> entry(XmlNode entry) {
    var payments =
        Elements.all(entry, "NtryDtls").stream()
            .flatMap(d -> Elements.all(d, "TxDtls").stream())
            .toList();
    var total = Elements.requiredNode(entry, "Amt");
    if (payments.size() <= 1) {
      var details = payments.isEmpty() ? entry : payments.getFirst();
      return Stream.of(payment(entry, details, total, reference(entry, details, "")));
    }
    var sum = 0L;
    for (var payment : payments) {
      sum = Math.addExact(sum, Elements.units(amount(payment).orElseThrow(missing("TxDtls/Amt"))));
    }
    if (sum != Elements.units(total)) {
      throw new FileFaultException(
          FileFault.DOES_NOT_ADD_UP, "batch " + reference(entry, entry, ""));
    }
    return Stream.iterate(0, i -> i < payments.size(), i -> i + 1)
        .map(
            i -> {
              var payment = payments.get(i);
              return payment(
                  entry,
                  payment,
                  amount(payment).orElseThrow(missing("TxDtls/Amt")),
                  reference(entry, payment, "/" + (i + 1)));
            });
  }

  private static Optional<XmlNode> amount(XmlNode payment) {
    return Elements.find(payment, "Amt").or(() -> Elements.find(payment, "AmtDtls/TxAmt/Amt"));
  }

  /// What names the payment on its account: the bank's own reference of it, else that of the entry
  /// with the payment's place in it. An entry that has neither cannot be told from its replay.
  private static String reference(XmlNode entry, XmlNode payment, String place) {
    var own = Elements.text(payment, "Refs/AcctSvcrRef");
    var ofEntry = Elements.text(entry, "AcctSvcrRef", "NtryRef");
    if (own.isPresent() && !own.equals(ofEntry)) return own.get();
    return ofEntry
        .map(reference -> reference + place)
        .orElseThrow(
            () -> new FileFaultException(FileFault.FIELD_MISSING, "Ntry/AcctSvcrRef or NtryRef"));
  }

  private static BankEntry payment(
      XmlNode entry, XmlNode payment, XmlNode amount, String reference) {
    var credit = Elements.credit(entry);
    var side = credit ? "Dbtr" : "Cdtr";
    var units = Elements.units(amount);
    if (units == 0) throw new FileFaultException(FileFault.AMOUNT_WRONG, reference + " is 0");
    return new BankEntry(
        reference,
        credit,
        units,
        Elements.currency(amount),
        status(entry),
        Elements.day(entry, "BookgDt"),
        Elements.day(entry, "ValDt"),
        Elements.text(entry, "RvslInd").filter(v -> v.equals("true") || v.equals("1")).isPresent(),
        transactionCode(payment).or(() -> transactionCode(entry)).orElse(""),
        Elements.text(payment, "Refs/EndToEndId").filter(v -> !v.equals("NOTPROVIDED")).orElse(""),
        Elements.text(payment, "Refs/TxId", "Refs/UETR").orElse(""),
        Elements.text(payment, "Refs/InstrId", "Refs/MsgId").orElse(""),
        Elements.text(payment, "RltdPties/" + side + "/Pty/Nm", "RltdPties/" + side + "/Nm")
            .orElse(""),
        Elements.text(
                payment,
                "RltdPties/" + side + "Acct/Id/IBAN",
                "RltdPties/" + side + "Acct/Id/Othr/Id")
            .map(v -> v.replace(" ", ""))
            .orElse(""),
        Elements.text(
                payment,
                "RltdAgts/" + side + "Agt/FinInstnId/BICFI",
                "RltdAgts/" + side + "Agt/FinInstnId/BIC")
            .orElse(""),
        remittance(payment),
        Stream.of(Elements.text(payment, "AddtlTxInf"), Elements.text(entry, "AddtlNtryInf"))
            .flatMap(Optional::stream)
            .distinct()
            .collect(Collectors.joining("; ")),
        Elements.text(payment, "RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry").orElse(""));
  }

  private static BankEntry.Status status(XmlNode entry) {
    var status = Elements.required(entry, "Sts/Cd", "Sts");
    return switch (status) {
      case "BOOK" -> BankEntry.Status.BOOKED;
      case "PDNG" -> BankEntry.Status.PENDING;
      case "INFO", "FUTR" -> BankEntry.Status.INFORMATION;
      default -> throw new FileFaultException(FileFault.FIELD_WRONG, "Sts " + status);
    };
  }

  private static Optional<String> transactionCode(XmlNode node) {
    var domain = Elements.text(node, "BkTxCd/Domn/Cd");
    if (domain.isEmpty()) return Elements.text(node, "BkTxCd/Prtry/Cd");
    return Optional.of(
        domain.get()
            + "/"
            + Elements.text(node, "BkTxCd/Domn/Fmly/Cd").orElse("")
            + "/"
            + Elements.text(node, "BkTxCd/Domn/Fmly/SubFmlyCd").orElse(""));
  }

  private static String remittance(XmlNode payment) {
    return Elements.all(payment, "RmtInf").stream()
        .flatMap(
            r ->
                Stream.concat(
                    Elements.all(r, "Strd").stream()
                        .map(s -> Elements.text(s, "CdtrRefInf/Ref", "AddtlRmtInf").orElse("")),
                    Elements.all(r, "Ustrd").stream().map(u -> u.text())))
        .map(String::strip)
        .filter(v -> !v.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static java.util.function.Supplier<FileFaultException> missing(String what) {
    return () -> new FileFaultException(FileFault.FIELD_MISSING, what);
  }
}
