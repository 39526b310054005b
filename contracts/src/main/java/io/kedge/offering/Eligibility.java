package io.kedge.offering;

import io.kedge.kernel.Fields;
import io.kedge.kernel.MalformedException;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import io.kedge.party.InvestorClass;
import io.kedge.party.Party;
import java.util.List;

/// Who may apply in a tranche, beside what the compliance terms ask of everybody.
public sealed interface Eligibility {
  /// How many parties a list may name.
  int LISTED_MAX = 100;

  /// Every trader.
  record Anyone() implements Eligibility {}

  /// Traders of some investor classes.
  ///
  /// @param classes at least one, without repetition
  record Classes(List<InvestorClass> classes) implements Eligibility {
    /// Checks and copies.
    public Classes {
      classes = distinct(classes);
    }
  }

  /// Named traders only (白名单).
  ///
  /// @param parties 1 to [#LISTED_MAX], without repetition
  record Listed(List<PartyId> parties) implements Eligibility {
    /// Checks and copies.
    public Listed {
      parties = distinct(parties);
      if (parties.size() > LISTED_MAX) {
        throw new IllegalArgumentException("a list names at most " + LISTED_MAX + " parties");
      }
    }
  }

  /// True where the party may apply.
  default boolean admits(Party party) {
    return switch (this) {
      case Anyone _ -> true;
      case Classes(var classes) -> classes.contains(party.investorClass());
      case Listed(var parties) -> parties.contains(party.id());
    };
  }

  /// Reads `{kind: ANYONE}`, `{kind: CLASSES, classes}` or `{kind: LISTED, parties}`.
  static Eligibility parse(Fields fields) {
    String kind = fields.text("kind");
    return switch (kind) {
      case "ANYONE" -> new Anyone();
      case "CLASSES" -> new Classes(fields.names("classes", InvestorClass.class));
      case "LISTED" -> new Listed(fields.ids("parties", PartyId::new));
      default -> throw new MalformedException("no such eligibility: " + kind);
    };
  }

  /// Appends it to an encoding.
  default Wire write(Wire out) {
    return switch (this) {
      case Anyone _ -> out.u8(1);
      case Classes(var classes) -> out.u8(2).list(classes, Wire::name);
      case Listed(var parties) -> out.u8(3).list(parties, (w, p) -> w.text(p.value()));
    };
  }

  /// Reads what [#write] appended.
  static Eligibility read(WireReader in) {
    int kind = in.u8();
    return switch (kind) {
      case 1 -> new Anyone();
      case 2 -> new Classes(in.list(r -> r.name(InvestorClass.class)));
      case 3 -> new Listed(in.list(r -> new PartyId(r.text())));
      default -> throw new IllegalArgumentException("eligibility " + kind);
    };
  }

  private static <T> List<T> distinct(List<T> values) {
    if (values.isEmpty() || values.stream().distinct().count() != values.size()) {
      throw new IllegalArgumentException("a list of those admitted is empty or repeats one");
    }
    return List.copyOf(values);
  }
}
