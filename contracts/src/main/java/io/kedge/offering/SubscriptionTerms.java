package io.kedge.offering;

import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.List;
import java.util.Optional;

/// The subscription part of an announcement (C-13, C-14).
///
/// @param window when applications are taken
/// @param unitsMin least units of one application
/// @param unitsCap most units of one beneficial owner, over all its accounts
/// @param lot units come in multiples of this, asked and allotted
/// @param softCap under this demand in units the offering fails and everything is refunded; 0 for
///     none
/// @param tranches in their announced order, 1 to [#TRANCHES_MAX], each name once
/// @param draw the draw of lots, where a tranche's rule may need one
/// @param unsold what happens to the rest
public record SubscriptionTerms(
    Window window,
    long unitsMin,
    long unitsCap,
    long lot,
    long softCap,
    List<Tranche> tranches,
    Optional<Draw> draw,
    Unsold unsold) {
  /// How many tranches an offering may have.
  public static final int TRANCHES_MAX = 8;

  /// Most lots of one application where tickets are drawn.
  public static final int TICKETS_MAX = 1_000;

  /// Checks what holds for every list of tranches.
  public SubscriptionTerms {
    tranches = List.copyOf(tranches);
    long names = tranches.stream().map(Tranche::name).distinct().count();
    if (tranches.isEmpty() || tranches.size() > TRANCHES_MAX || names != tranches.size()) {
      throw new IllegalArgumentException("1 to " + TRANCHES_MAX + " tranches, each name once");
    }
  }

  /// Where a tranche stands in the announced order, from 0; -1 where there is none of that name.
  public int trancheIndex(String name) {
    for (int i = 0; i < tranches.size(); i++) {
      if (tranches.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /// True where some tranche may need a draw.
  public boolean mayDraw() {
    return tranches.stream().anyMatch(tranche -> tranche.rule().mayDraw());
  }

  Wire write(Wire out) {
    window.write(out).i64(unitsMin).i64(unitsCap).i64(lot).i64(softCap);
    out.list(tranches, (w, tranche) -> tranche.write(w));
    out.option(draw, (w, d) -> d.write(w));
    return unsold.write(out);
  }

  static SubscriptionTerms read(WireReader in) {
    return new SubscriptionTerms(
        Window.read(in),
        in.i64(),
        in.i64(),
        in.i64(),
        in.i64(),
        in.list(Tranche::read),
        in.option(Draw::read),
        Unsold.read(in));
  }
}
