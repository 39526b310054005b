package io.kedge.offering;

import io.kedge.kernel.Fields;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import io.kedge.party.InvestorClass;
import java.util.List;

/// What market rules ask of an offering (format.md "Compliance terms"; 国发〔2011〕38号). Where an
/// announcement leaves one out, the cautious value holds.
///
/// @param method how buyers and sellers may meet
/// @param holdersMax how many beneficial owners may hold units at once; 0 where it is not limited
/// @param resaleDelayDays trading days between getting units and passing them on, 0 to 365
/// @param classes which investors may hold units at all, at least one, without repetition
/// @param calendar when the market trades
public record ComplianceTerms(
    TradingMethod method,
    int holdersMax,
    int resaleDelayDays,
    List<InvestorClass> classes,
    TradingCalendar calendar) {
  /// The cautious values: negotiated, 200 holders, five trading days, no retail investors.
  public static final ComplianceTerms CAUTIOUS =
      new ComplianceTerms(
          TradingMethod.NEGOTIATED,
          200,
          5,
          List.of(InvestorClass.PROFESSIONAL, InvestorClass.INSTITUTIONAL),
          TradingCalendar.CAUTIOUS);

  /// Checks the ranges.
  public ComplianceTerms {
    classes = List.copyOf(classes);
    if (classes.isEmpty() || classes.stream().distinct().count() != classes.size()) {
      throw new IllegalArgumentException("no investor class, or one twice");
    }
    if (holdersMax < 0 || resaleDelayDays < 0 || resaleDelayDays > 365) {
      throw new IllegalArgumentException("holders or resale delay out of range");
    }
  }

  /// How long units must be held: a span that surely holds the trading days, whatever the weekday.
  public long resaleDelayMillis() {
    return calendar.spanOfTradingDays(resaleDelayDays);
  }

  static ComplianceTerms parse(Fields fields) {
    return new ComplianceTerms(
        fields
            .optional("method", name -> fields.name(name, TradingMethod.class))
            .orElse(CAUTIOUS.method),
        fields.optional("holdersMax", fields::small).orElse(CAUTIOUS.holdersMax),
        fields.optional("resaleDelayDays", fields::small).orElse(CAUTIOUS.resaleDelayDays),
        fields
            .optional("classes", name -> fields.names(name, InvestorClass.class))
            .orElse(CAUTIOUS.classes),
        fields
            .optional("calendar", name -> fields.object(name, TradingCalendar::parse))
            .orElse(CAUTIOUS.calendar));
  }

  Wire write(Wire out) {
    out.name(method).u32(holdersMax).u32(resaleDelayDays).list(classes, Wire::name);
    return calendar.write(out);
  }

  static ComplianceTerms read(WireReader in) {
    return new ComplianceTerms(
        in.name(TradingMethod.class),
        in.u32(),
        in.u32(),
        in.list(r -> r.name(InvestorClass.class)),
        TradingCalendar.read(in));
  }
}
