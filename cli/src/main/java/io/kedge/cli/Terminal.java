package io.kedge.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.kedge.ledger.node.Fatal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the program speaks: results on standard output, progress and reasons on standard error.
/// With `--json` standard output carries exactly one JSON document.
final class Terminal {
  private final PrintStream out;
  private final PrintStream err;
  private final boolean json;
  private final Words words;
  private boolean answered;

  Terminal(PrintStream out, PrintStream err, boolean json, Words words) {
    this.out = out;
    this.err = err;
    this.json = json;
    this.words = words;
  }

  /// The process's own streams, in UTF-8 whatever the environment says, because half of the users
  /// read Chinese.
  static Terminal standard(boolean json, Words words) {
    return new Terminal(stream(FileDescriptor.out), stream(FileDescriptor.err), json, words);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  boolean json() {
    return json;
  }

  Words words() {
    return words;
  }

  /// A line of the answer, for people; silent with `--json`.
  void line(String text) {
    if (!json) {
      out.println(text);
    }
  }

  /// The words of a key, as a line of the answer.
  void say(String key, Object... arguments) {
    line(words.say(key, arguments));
  }

  void table(TextTable table) {
    table.lines().forEach(this::line);
  }

  void lines(List<String> lines) {
    lines.forEach(this::line);
  }

  /// A line about the work going on, never part of the answer.
  void progress(String text) {
    err.println(text);
  }

  /// Says where a passphrase was drawn that nobody gave.
  void passphraseDrawn(Path file) {
    progress(words.say("run.story-passphrase", file));
  }

  /// True where standard output took less than it was given: the user has no answer then.
  boolean lost() {
    return out.checkError();
  }

  /// Tells the user, in one line, why there is no answer; with `--json` a program gets a document
  /// that says so, unless it has its answer already.
  ///
  /// @return the exit status
  int refuse(Throwable cause) {
    Failure failure = Failure.of(cause, words);
    if (System.getenv("KEDGE_DEBUG") != null) {
      cause.printStackTrace(err);
    }
    err.println(failure.getMessage());
    refused(failure.exitCode(), failure.code(), failure.getMessage());
    return failure.exitCode();
  }

  /// The document of a refusal, the same for every command.
  void refused(int exitCode, String code, @Nullable String reason) {
    document(
        body -> {
          body.writeStartObject();
          body.writeBooleanField("ok", false);
          body.writeNumberField("exit", exitCode);
          body.writeStringField("error", code);
          body.writeStringField("reason", reason);
          body.writeEndObject();
        });
  }

  /// Ends the process when its node can no longer go on: the reason, the document, no shutdown
  /// hook,
  /// so that nothing can still be acknowledged.
  Fatal fatal() {
    return cause -> {
      refuse(Failure.stopped(cause, words));
      Runtime.getRuntime().halt(ExitCode.NO);
    };
  }

  /// The answer as a JSON document; silent without `--json`, and after the first.
  synchronized void document(JsonBody body) {
    if (!json || answered) {
      return;
    }
    var text = new StringWriter();
    try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
      generator.useDefaultPrettyPrinter();
      body.write(generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    answered = true;
    out.println(text);
  }

  /// Writes one JSON document.
  @FunctionalInterface
  interface JsonBody {
    void write(JsonGenerator out) throws IOException;
  }
}
