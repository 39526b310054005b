package io.kedge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.LedgerTime;
import io.kedge.ledger.proof.Signatory;
import io.kedge.ledger.proof.StateProofVerdict;
import io.kedge.note.Lock;
import io.kedge.note.Note;
import io.kedge.scenario.run.Inspector;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Says in words what a state proof proves.
final class StateWords {
  private StateWords() {}

  /// Tells a person.
  static void tell(Terminal terminal, StateProofVerdict.Accepted proven) {
    Key key = proven.key();
    Optional<Note> note = decoded(key, "note", proven.value()).map(Note::decode);
    Optional<Lock> lock = decoded(key, "lock", proven.value()).map(Lock::decode);
    if (note.isPresent()) {
      Note held = note.get();
      terminal.say(
          "state.note",
          key.id(),
          held.amount().units(),
          held.amount().instrument().value(),
          held.owner().value(),
          time(held.since()));
    } else if (lock.isPresent()) {
      Lock runs = lock.get();
      terminal.say(
          "state.lock",
          key.id(),
          runs.amount().units(),
          runs.amount().instrument().value(),
          runs.owner().value(),
          runs.purpose().name(),
          time(runs.expiry()));
    } else {
      tellEntry(terminal, key, proven.value());
    }
    terminal.say("state.when", proven.height(), proven.statedIn(), time(proven.time()));
    terminal.say("state.root", proven.stateRoot().hex());
    terminal.say("verify.origin", proven.origin());
  }

  /// The value of an entry of a concept, where it has the tag that the concept's values have.
  private static Optional<Bytes> decoded(Key key, String concept, Optional<Bytes> value) {
    return value.filter(v -> key.concept().equals(concept) && !Inspector.members(key, v).isEmpty());
  }

  private static void tellEntry(Terminal terminal, Key key, Optional<Bytes> value) {
    if (value.isEmpty()) {
      switch (key.concept()) {
        case "note" -> terminal.say("state.no-note", key.id());
        case "lock" -> terminal.say("state.no-lock", key.id());
        default -> terminal.say("state.no-entry", key.value());
      }
      return;
    }
    terminal.say("state.entry", key.value());
    Map<String, String> members = Inspector.members(key, value.get());
    members.forEach((name, member) -> terminal.line("    " + name + "  " + member));
    if (members.isEmpty()) {
      terminal.line("    " + value.get().hex());
    }
  }

  private static String time(LedgerTime time) {
    return time.equals(LedgerTime.NEVER) ? "–" : Instant.ofEpochMilli(time.millis()).toString();
  }

  /// Writes the same for a program, as members of an object that is open.
  static void write(JsonGenerator out, StateProofVerdict.Accepted proven) throws IOException {
    out.writeStringField("key", proven.key().value());
    out.writeBooleanField("present", proven.value().isPresent());
    if (proven.value().isPresent()) {
      Bytes value = proven.value().get();
      out.writeStringField("value", value.hex());
      out.writeObjectFieldStart("members");
      for (Map.Entry<String, String> member : Inspector.members(proven.key(), value).entrySet()) {
        out.writeStringField(member.getKey(), member.getValue());
      }
      out.writeEndObject();
    }
    out.writeNumberField("height", proven.height());
    out.writeNumberField("statedIn", proven.statedIn());
    out.writeNumberField("time", proven.time().millis());
    out.writeStringField("stateRoot", proven.stateRoot().hex());
    out.writeNumberField("index", proven.headerIndex());
    out.writeNumberField("treeSize", proven.treeSize());
    out.writeStringField("root", proven.root().hex());
    out.writeStringField("origin", proven.origin());
    out.writeArrayFieldStart("signers");
    for (Signatory signer : proven.signatories()) {
      out.writeString(signer.key().name());
    }
    out.writeEndArray();
  }
}
