package io.kedge.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Where the program speaks: results on standard output, progress and reasons on standard error.
/// With `--json` standard output carries exactly one JSON document.
final class Terminal {
  private final PrintStream out;
  private final PrintStream err;
  private final boolean json;
  private final Words words;

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

  /// The answer as a JSON document; silent without `--json`.
  void document(JsonBody body) {
    if (!json) {
      return;
    }
    var text = new StringWriter();
    try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
      generator.useDefaultPrettyPrinter();
      body.write(generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println(text);
  }

  /// Writes one JSON document.
  @FunctionalInterface
  interface JsonBody {
    void write(JsonGenerator out) throws IOException;
  }
}
