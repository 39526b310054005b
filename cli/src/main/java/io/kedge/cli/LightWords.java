package io.kedge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.kedge.ledger.block.Leaf;
import io.kedge.ledger.light.FileCheck.Content;
import io.kedge.ledger.light.Kept;
import io.kedge.ledger.light.LightAnswer;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.VerifierKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Says what a light client found.
///
/// @param terminal where to
/// @param data the client's folder
record LightWords(Terminal terminal, Path data) {
  /// Tells a person.
  void tell(LightAnswer answer) {
    switch (answer) {
      case LightAnswer.Fits fits -> {
        long shown = fits.shown().size();
        switch (fits.step()) {
          case FIRST -> terminal.say("light.first", shown);
          case SAME -> terminal.say("light.same", shown);
          case FORWARD -> terminal.say("light.forward", shown);
          case WITHIN -> terminal.say("light.within", shown, fits.kept().checkpoint().size());
        }
        about(fits.kept());
      }
      case LightAnswer.WentBack(var shown, var kept, var consistent) -> {
        String key = consistent ? "light.went-back" : "light.went-back-unseen";
        terminal.say(key, shown.size(), kept.checkpoint().size());
        about(kept);
      }
      case LightAnswer.Contradiction(var shown, var kept, var evidence) -> {
        terminal.say("light.contradiction", kept.checkpoint().size(), shown.size());
        String key =
            kept.believed().allKeys().stream()
                .filter(k -> k.kind() == VerifierKey.Kind.LOG && k.name().equals(kept.origin()))
                .map(VerifierKey::text)
                .findFirst()
                .orElse("VKEY");
        terminal.say("light.evidence", data.resolve(evidence), key);
      }
      case LightAnswer.Unconnected(var shown, var kept, var doubt) ->
          terminal.say(
              "light.unconnected", shown.size(), kept.checkpoint().size(), data.resolve(doubt));
      case LightAnswer.Refused(var reason) ->
          terminal.say(
              "light.refused", terminal.words().sayOr("light." + reason, reasonOf(reason)), reason);
    }
  }

  private String reasonOf(String reason) {
    return terminal.words().sayOr("receipt." + reason, reason);
  }

  private void about(Kept kept) {
    terminal.say("verify.origin", kept.origin());
    terminal.say("light.head", kept.checkpoint().size(), kept.checkpoint().root().hex());
  }

  /// Writes the same for a program.
  ///
  /// @param content what a file that was checked proves by itself
  void document(LightAnswer answer, Optional<Content> content) {
    terminal.document(
        out -> {
          out.writeStartObject();
          write(out, answer);
          if (content.isPresent()) {
            out.writeObjectFieldStart("file");
            write(out, content.get());
            out.writeEndObject();
          }
          out.writeEndObject();
        });
  }

  private void write(JsonGenerator out, LightAnswer answer) throws IOException {
    switch (answer) {
      case LightAnswer.Fits(var step, var shown, var kept) ->
          write(out, step.name().toLowerCase(java.util.Locale.ROOT), shown, kept);
      case LightAnswer.WentBack(var shown, var kept, var consistent) -> {
        write(out, "went-back", shown, kept);
        out.writeBooleanField("consistent", consistent);
      }
      case LightAnswer.Contradiction(var shown, var kept, var evidence) -> {
        write(out, "contradiction", shown, kept);
        out.writeStringField("evidence", data.resolve(evidence).toString());
      }
      case LightAnswer.Unconnected(var shown, var kept, var doubt) -> {
        write(out, "unconnected", shown, kept);
        out.writeStringField("doubt", data.resolve(doubt).toString());
      }
      case LightAnswer.Refused(var reason) -> {
        out.writeStringField("verdict", "refused");
        out.writeStringField("reason", reason);
      }
    }
  }

  private static void write(JsonGenerator out, String verdict, Checkpoint shown, Kept kept)
      throws IOException {
    out.writeStringField("verdict", verdict);
    out.writeNumberField("shownSize", shown.size());
    out.writeStringField("shownRoot", shown.root().hex());
    write(out, kept);
  }

  static void write(JsonGenerator out, Kept kept) throws IOException {
    out.writeStringField("origin", kept.origin());
    out.writeNumberField("size", kept.checkpoint().size());
    out.writeStringField("root", kept.checkpoint().root().hex());
    out.writeStringField("source", kept.source());
  }

  private static void write(JsonGenerator out, Content content) throws IOException {
    switch (content) {
      case Content.Receipt(var verdict) -> {
        Leaf leaf = Leaf.decode(verdict.leaf());
        out.writeStringField("kind", "receipt");
        out.writeStringField("command", leaf.commandId().hex());
        out.writeStringField("result", leaf.code());
        out.writeNumberField("index", verdict.index());
      }
      case Content.State(var verdict) -> {
        out.writeStringField("kind", "state");
        StateWords.write(out, verdict);
      }
      case Content.Head _ -> out.writeStringField("kind", "checkpoint");
      case Content.Rejected(var reason) -> out.writeStringField("reason", reason);
      case Content.Malformed(var fault) -> out.writeStringField("reason", fault.name());
    }
  }
}
