package io.kedge.scenario.workload;

import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.Json;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.note.Note;
import io.kedge.offering.Offering;
import io.kedge.party.Party;
import io.kedge.party.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What every move looks at: the model, chance, and the wallets.
record Situation(Model model, Dice dice, Wallet wallet) {
  /// One hour and one day in milliseconds.
  static final long HOUR = 3_600_000;

  static final long DAY = 24 * HOUR;

  /// Usually what holds; once in a while yes all the same, so that refusals come from sound
  /// commands at the wrong moment too.
  boolean mostly(boolean holds) {
    return holds || dice.oneIn(70);
  }

  LedgerTime now() {
    return model.now();
  }

  LedgerTime in(long millis) {
    return model.now().plusMillis(millis);
  }

  /// A command signed by a key of the party itself.
  Optional<Draft> draft(String by, String type, Json.Obj body) {
    return Optional.of(new Draft(by, type, body, wallet.one(by)));
  }

  Optional<Draft> draft(PartyId by, String type, Json.Obj body) {
    return draft(by.value(), type, body);
  }

  /// A command signed by two employees.
  Optional<Draft> byOfficers(PartyId by, String type, Json.Obj body) {
    List<String> labels = dice.oneIn(20) ? wallet.one(by.value()) : wallet.officers(by.value());
    return Optional.of(new Draft(by.value(), type, body, labels));
  }

  /// Somebody with a role.
  Optional<PartyId> anyone(Role role) {
    return dice.pick(model.acting(role)).map(Party::id);
  }

  /// An operator, usually the first.
  Optional<PartyId> operator() {
    List<Party> operators = model.acting(Role.OPERATOR);
    return operators.isEmpty() || dice.oneIn(12)
        ? dice.pick(operators).map(Party::id)
        : Optional.of(operators.getFirst().id());
  }

  /// The operator in an offering's terms; once in a while another.
  PartyId operatorOf(Offering offering) {
    return dice.oneIn(25)
        ? anyone(Role.OPERATOR).orElse(offering.issuer())
        : offering.terms().operator();
  }

  /// Ids of notes of a party that together hold at least so much.
  Optional<List<String>> cover(PartyId owner, InstrumentId instrument, long units) {
    var notes = new ArrayList<>(model.notesOf(owner, instrument));
    notes.sort(
        Comparator.<Note>comparingLong(note -> note.amount().units())
            .reversed()
            .thenComparing(note -> note.id().value()));
    var chosen = new ArrayList<String>();
    long sum = 0;
    for (Note note : notes) {
      if (sum < units && chosen.size() < 64) {
        chosen.add(note.id().value());
        sum = Math.addExact(sum, note.amount().units());
      }
    }
    boolean enough = sum >= units || (!chosen.isEmpty() && dice.oneIn(12));
    return enough ? Optional.of(chosen) : Optional.empty();
  }

  /// A text in two languages.
  static Json.Obj texts(String zh, String en) {
    return Json.Obj.empty().with("binding", "zh-CN").with("zh-CN", zh).with("en", en);
  }

  /// An object `{kind}`.
  static Json.Obj kind(String name) {
    return Json.Obj.empty().with("kind", name);
  }

  static Json whole(long value) {
    return new Json.Whole(value);
  }
}
