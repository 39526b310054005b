package io.kedge.server.money.iso;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/// Reads the tree of any version of a message, by element names alone.
/// Where versions nest a value differently, the caller asks for one path after the other.
final class Elements {
  private static final int TEXT_MAX = 4096;

  private Elements() {}

  static List<XmlNode> all(XmlNode node, String name) {
    return node.children().stream().filter(c -> name.equals(c.name())).toList();
  }

  static Optional<XmlNode> find(XmlNode node, String path) {
    var here = Optional.of(node);
    for (var name : path.split("/", -1)) {
      here = here.flatMap(n -> all(n, name).stream().findFirst());
    }
    return here;
  }

  /// The first of several paths that has a text; blanks around it removed.
  static Optional<String> text(XmlNode node, String... paths) {
    for (var path : paths) {
      var text = find(node, path).map(XmlNode::text).map(String::strip).filter(v -> !v.isEmpty());
      if (text.isPresent()) {
        if (text.get().length() > TEXT_MAX) {
          throw new FileFaultException(FileFault.FIELD_WRONG, path + " is too long");
        }
        return text;
      }
    }
    return Optional.empty();
  }

  static String required(XmlNode node, String... paths) {
    return text(node, paths)
        .orElseThrow(
            () -> new FileFaultException(FileFault.FIELD_MISSING, node.name() + "/" + paths[0]));
  }

  static XmlNode requiredNode(XmlNode node, String path) {
    return find(node, path)
        .orElseThrow(
            () -> new FileFaultException(FileFault.FIELD_MISSING, node.name() + "/" + path));
  }

  /// A day, from a date or the date part of a date and time.
  static Optional<LocalDate> day(XmlNode node, String path) {
    return text(node, path + "/Dt", path + "/DtTm")
        .map(
            text -> {
              try {
                return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
              } catch (DateTimeParseException wrong) {
                throw new FileFaultException(FileFault.FIELD_WRONG, path + " " + text);
              }
            });
  }

  /// True for CRDT, false for DBIT.
  static boolean credit(XmlNode node) {
    var indicator = required(node, "CdtDbtInd");
    return switch (indicator) {
      case "CRDT" -> true;
      case "DBIT" -> false;
      default -> throw new FileFaultException(FileFault.FIELD_WRONG, "CdtDbtInd " + indicator);
    };
  }

  static String currency(XmlNode amount) {
    var currency = amount.attributes().get("Ccy");
    if (currency == null) throw new FileFaultException(FileFault.FIELD_MISSING, "Amt/@Ccy");
    return currency;
  }

  static long units(XmlNode amount) {
    return MinorUnits.of(currency(amount), amount.text().strip());
  }
}
