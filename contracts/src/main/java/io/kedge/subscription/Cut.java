package io.kedge.subscription;

import io.kedge.kernel.Digest;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Json;
import io.kedge.kernel.MalformedException;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;

/// Where the line runs between those who get something more and those who do not. It is found off
/// the ledger by sorting all applications and is never trusted: only the right line makes the
/// allotments add up (format.md "Lottery seed").
public sealed interface Cut {
  /// There is no line: everyone gets what was asked for.
  record Everyone() implements Cut {}

  /// In the order of applying: those before the place in full, the one at it in part, the others
  /// nothing.
  ///
  /// @param place the first that does not get everything
  /// @param partial lots it gets, 0 or more
  record AtPlace(Place place, long partial) implements Cut {}

  /// In proportion: one more lot to those with a larger remainder, and at the same remainder to
  /// those up to the place.
  ///
  /// @param remainder the smallest remainder that gets one more lot
  /// @param place the last of that remainder who gets it
  record AtRemainder(long remainder, Place place) implements Cut {}

  /// In a draw: tickets up to this score win.
  ///
  /// @param score the highest score that wins
  record AtScore(Digest score) implements Cut {}

  /// Reads `{kind: EVERYONE}`, `{kind: PLACE, at, command, partial}`, `{kind: REMAINDER, remainder,
  /// at, command}` or `{kind: SCORE, score}`.
  static Cut parse(Fields fields) {
    String kind = fields.text("kind");
    return switch (kind) {
      case "EVERYONE" -> new Everyone();
      case "PLACE" -> new AtPlace(Place.parse(fields), fields.count("partial"));
      case "REMAINDER" -> new AtRemainder(fields.count("remainder"), Place.parse(fields));
      case "SCORE" -> new AtScore(fields.digest("score"));
      default -> throw new MalformedException("no such cut: " + kind);
    };
  }

  /// The cut as a command's body has it.
  default Json.Obj json() {
    return switch (this) {
      case Everyone _ -> Json.Obj.empty().with("kind", "EVERYONE");
      case AtPlace(var place, long partial) ->
          at(Json.Obj.empty().with("kind", "PLACE"), place).with("partial", partial);
      case AtRemainder(long remainder, var place) ->
          at(Json.Obj.empty().with("kind", "REMAINDER"), place).with("remainder", remainder);
      case AtScore(var score) -> Json.Obj.empty().with("kind", "SCORE").with("score", score.hex());
    };
  }

  private static Json.Obj at(Json.Obj cut, Place place) {
    return cut.with("at", place.at().millis()).with("command", place.command().hex());
  }

  /// Appends it to an encoding.
  default Wire write(Wire out) {
    return switch (this) {
      case Everyone _ -> out.u8(1);
      case AtPlace(var place, long partial) -> place.write(out.u8(2)).i64(partial);
      case AtRemainder(long remainder, var place) -> place.write(out.u8(3).i64(remainder));
      case AtScore(var score) -> out.u8(4).digest(score);
    };
  }

  /// Reads what [#write] appended.
  static Cut read(WireReader in) {
    int kind = in.u8();
    return switch (kind) {
      case 1 -> new Everyone();
      case 2 -> new AtPlace(Place.read(in), in.i64());
      case 3 -> new AtRemainder(in.i64(), Place.read(in));
      case 4 -> new AtScore(in.digest());
      default -> throw new IllegalArgumentException("cut " + kind);
    };
  }
}
