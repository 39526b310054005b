package io.kedge.scenario.pack;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/// One statement of a pack, phrases already replaced by what they stand for.
public sealed interface Statement {
  /// Where it stands.
  Place place();

  /// A heading: `== 1. Confirmation`.
  ///
  /// @param place where it stands
  /// @param title the words
  record Chapter(Place place, String title) implements Statement {}

  /// Introduces somebody who acts: `who alice "Alice Chen" "陈爱莉"`.
  ///
  /// @param place where it stands
  /// @param id the party id
  /// @param en the name in English, for readers only: it never reaches the ledger
  /// @param zh the name in Chinese
  record Who(Place place, String id, String en, String zh) implements Statement {}

  /// Moves the story's time: `at day 3 09:00`. What follows happens at this moment.
  ///
  /// @param place where it stands
  /// @param offsetMillis milliseconds after the story's start
  record At(Place place, long offsetMillis) implements Statement {}

  /// Names a value: `let $lock = lock of alice SELL_ORDER`.
  ///
  /// @param place where it stands
  /// @param alias the name without the dollar sign
  /// @param value what it stands for from now on
  record Let(Place place, String alias, Value value) implements Statement {}

  /// Sends a command.
  ///
  /// @param place where it stands
  /// @param told the words of the pack, for the reader of a report
  /// @param toldZh the same in Chinese
  /// @param sender who sends it, and with which keys it is signed
  /// @param type its type, such as `note.transfer`
  /// @param version its version
  /// @param body the members of its body
  /// @param header what its header has other than usual: `notAfter` or `nonce`
  /// @param aliases names for the things it creates, by output index
  /// @param buts the same command with one thing wrong, each of which must be refused
  /// @param refused that it must itself be refused, and which accepted step it is one change from
  /// @param requirements the requirement ids it shows
  record Send(
      Place place,
      String told,
      String toldZh,
      Sender sender,
      String type,
      int version,
      Value.Obj body,
      Value.Obj header,
      List<String> aliases,
      List<But> buts,
      Optional<Refused> refused,
      SortedSet<String> requirements)
      implements Statement {}

  /// States what must be true now.
  ///
  /// @param place where it stands
  /// @param told the words of the pack
  /// @param expectations what must be true, each with its own line
  /// @param requirements the requirement ids it shows
  record Then(
      Place place, String told, List<Expectation> expectations, SortedSet<String> requirements)
      implements Statement {}

  /// Compares all balances with `expected/NAME.csv`: `point after-allotment`.
  ///
  /// @param place where it stands
  /// @param name the point's name
  /// @param expected what the file holds; empty where there is none yet
  record Point(Place place, String name, Optional<String> expected) implements Statement {}

  /// Who sends a command.
  ///
  /// @param party the party
  /// @param keys labels of the keys that sign, at least one; several are four eyes
  record Sender(String party, List<String> keys) {}

  /// An expected refusal of a whole step.
  ///
  /// @param code the refusal's public code
  /// @param twin the alias of the accepted step it differs from in one thing at most
  record Refused(String code, String twin) {}

  /// The step with one thing wrong.
  ///
  /// @param place where it stands
  /// @param told the words of the pack without the refusal, as `but again`
  /// @param toldZh the same in Chinese
  /// @param change what is wrong
  /// @param code the refusal that must come of it
  /// @param requirements the requirement ids it shows
  record But(
      Place place,
      String told,
      String toldZh,
      Change change,
      String code,
      SortedSet<String> requirements) {}

  /// The one thing that is wrong.
  sealed interface Change {
    /// Sent at another moment, not after the step itself.
    ///
    /// @param offsetMillis milliseconds after the story's start
    record Earlier(long offsetMillis) implements Change {}

    /// Sent again after it was accepted, with a new nonce.
    record Again() implements Change {}

    /// Sent by somebody else, or signed with other keys.
    ///
    /// @param sender who
    record By(Sender sender) implements Change {}

    /// A member is something else.
    ///
    /// @param path which member
    /// @param value what it is
    record Set(List<String> path, Value value) implements Change {}

    /// A member is missing.
    ///
    /// @param path which member
    record Without(List<String> path) implements Change {}

    /// One bit of a signature is flipped.
    record Forged() implements Change {}
  }

  /// Something that must be true.
  sealed interface Expectation {
    /// Where it stands.
    Place place();

    /// All that a party holds, instrument by instrument; what is not listed must be zero.
    ///
    /// @param place where it stands
    /// @param party who
    /// @param amounts how much
    record Holds(Place place, String party, List<Amount> amounts) implements Expectation {}

    /// Where the units of an instrument are.
    ///
    /// @param place where it stands
    /// @param symbol the instrument's symbol
    /// @param notes units in notes
    /// @param locks units in locks
    /// @param vouchers units in open vouchers
    record Outstanding(Place place, String symbol, long notes, long locks, long vouchers)
        implements Expectation {}

    /// How many beneficial owners hold an instrument that counts them.
    ///
    /// @param place where it stands
    /// @param symbol the instrument's symbol
    /// @param count how many
    record Holders(Place place, String symbol, long count) implements Expectation {}

    /// What became of a lock.
    ///
    /// @param place where it stands
    /// @param lock its id
    /// @param state RUNNING, EXECUTED, RELEASED or EXPIRED
    record LockIs(Place place, Value lock, String state) implements Expectation {}

    /// What an entry of the state says.
    ///
    /// @param place where it stands
    /// @param concept which kind of entry, such as `voucher`
    /// @param id the parts of its id
    /// @param members what its members must be, by path
    record Says(Place place, String concept, List<Value> id, Map<String, Value> members)
        implements Expectation {}
  }

  /// An amount as it is written: `100 CUP`, `250.00 CNY locked`.
  ///
  /// @param number digits, with a point for money
  /// @param symbol the instrument's symbol
  /// @param locked true where it is in locks
  record Amount(String number, String symbol, boolean locked) {}

  /// The sender a word means: `alice`, or `bank/clerk+chief` where certain keys sign.
  ///
  /// @throws PackException where it has not this form
  static Sender sender(Place place, String word) {
    if (!word.matches("[a-z0-9][a-z0-9._-]*(/[a-z0-9-]+(\\+[a-z0-9-]+)*)?")) {
      throw new PackException(place, "expected a party, or party/key+key, found " + word);
    }
    String[] parts = word.split("/", 2);
    List<String> keys = parts.length == 1 ? List.of("main") : List.of(parts[1].split("\\+"));
    return new Sender(parts[0], keys);
  }

  /// The name in an alias word.
  ///
  /// @throws PackException where it is not `$` and a name
  static String alias(Place place, String word) {
    if (!word.matches("\\$[a-zA-Z0-9][a-zA-Z0-9_-]*")) {
      throw new PackException(place, "not an alias: " + word);
    }
    return word.substring(1);
  }
}
