package io.kedge.offering;

import io.kedge.kernel.LedgerTime;
import java.util.List;

/// The times of an offering that are in force: those of the terms, changed by decrees in order. All
/// of them are moments on the offering's clock.
///
/// @param subscription when applications are taken
/// @param trading when units may be traded, once all applications are settled
/// @param redemption when units may be redeemed
/// @param revealDeadline when it is too late to reveal a secret of the draw; [LedgerTime#NEVER]
///     without a draw
/// @param extended true where the one extension was used
/// @param suspended true while trading is suspended
public record Schedule(
    Window subscription,
    Window trading,
    Window redemption,
    LedgerTime revealDeadline,
    boolean extended,
    boolean suspended) {

  /// The times in force.
  public static Schedule of(Terms terms, List<Decree> decrees) {
    Schedule schedule = announced(terms);
    for (Decree decree : decrees) {
      schedule = schedule.after(decree.kind());
    }
    return schedule.tradingEnds(terms);
  }

  private static Schedule announced(Terms terms) {
    return new Schedule(
        terms.subscription().window(),
        new Window(terms.trading().opens(), terms.trading().closes().orElse(LedgerTime.NEVER)),
        terms.redemption().window(),
        terms.subscription().draw().map(Draw::revealDeadline).orElse(LedgerTime.NEVER),
        false,
        false);
  }

  private Schedule after(Decree.Kind kind) {
    return switch (kind) {
      case Decree.OpenedEarly(var stage, var at) -> with(stage, window(stage).openingAt(at));
      case Decree.Postponed(var stage, var to) -> with(stage, window(stage).movedTo(to));
      case Decree.Extended(var until) ->
          with(Stage.SUBSCRIPTION, subscription.closingAt(until)).withExtended();
      case Decree.Suspended _ -> withSuspended(true);
      case Decree.Resumed _ -> withSuspended(false);
      case Decree.Cancelled _, Decree.Withdrawn _ -> this;
    };
  }

  /// The window of a stage.
  public Window window(Stage stage) {
    return switch (stage) {
      case SUBSCRIPTION -> subscription;
      case TRADING -> trading;
      case REDEMPTION -> redemption;
    };
  }

  /// True where each stage opens before it closes, subscription closes before the stages after it
  /// open, and redemption does not open before trading.
  public boolean inOrder() {
    return subscription.inOrder()
        && trading.inOrder()
        && redemption.inOrder()
        && !trading.opens().isBefore(subscription.closes())
        && !redemption.opens().isBefore(trading.opens());
  }

  private Schedule with(Stage stage, Window window) {
    return switch (stage) {
      case SUBSCRIPTION ->
          new Schedule(
              window,
              trading,
              redemption,
              revealDeadline.equals(LedgerTime.NEVER)
                  ? revealDeadline
                  : revealDeadline.plusMillis(
                      window.closes().millis() - subscription.closes().millis()),
              extended,
              suspended);
      case TRADING ->
          new Schedule(subscription, window, redemption, revealDeadline, extended, suspended);
      case REDEMPTION ->
          new Schedule(subscription, trading, window, revealDeadline, extended, suspended);
    };
  }

  private Schedule withExtended() {
    return new Schedule(subscription, trading, redemption, revealDeadline, true, suspended);
  }

  private Schedule withSuspended(boolean next) {
    return new Schedule(subscription, trading, redemption, revealDeadline, extended, next);
  }

  /// Redemption's opening ends trading, unless both were announced to run side by side (I-11).
  private Schedule tradingEnds(Terms terms) {
    boolean ends = !terms.trading().parallel() && redemption.opens().isBefore(trading.closes());
    return ends ? with(Stage.TRADING, trading.closingAt(redemption.opens())) : this;
  }
}
