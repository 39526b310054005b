package io.kedge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.kedge.scenario.pack.Pack;
import io.kedge.scenario.pack.PackException;
import io.kedge.scenario.run.PackRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kedge run PACK`: plays a pack on a durable ledger.
@Command(name = "run", mixinStandardHelpOptions = true)
final class RunCommand extends Asking {
  @Parameters(paramLabel = "PACK", descriptionKey = "run.pack")
  private String pack = "";

  @Option(names = "--data", paramLabel = "DIR", descriptionKey = "option.data")
  private Optional<Path> data = Optional.empty();

  @Override
  int answer(Terminal terminal) {
    Pack story = load(terminal, pack);
    Path folder = data.orElse(Path.of("data", story.name()));
    try {
      var ledger = new StoryLedger(story, folder, PackRunner.FIXED_START, terminal);
      var told = new StepTeller(terminal);
      StoryLedger.Played played = ledger.play(told, id -> terminal.progress("accepted " + id));
      told.ending(played, folder);
      terminal.document(out -> document(out, played));
      return played.report().ok() ? ExitCode.YES : ExitCode.NO;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A pack by its folder, or by its name among those that come with Kedge.
  static Pack load(Terminal terminal, String name) {
    Path folder = Path.of(name);
    if (!Files.isDirectory(folder)) {
      folder = Home.scenarios().resolve(name);
    }
    if (!Files.isDirectory(folder)) {
      throw Failure.malformed(terminal.words().say("run.no-pack", name, Home.scenarios()));
    }
    try {
      return Pack.load(folder);
    } catch (PackException e) {
      throw Failure.malformed(e.getMessage());
    }
  }

  private static void document(JsonGenerator out, StoryLedger.Played played) throws IOException {
    out.writeStartObject();
    members(out, played);
    out.writeEndObject();
  }

  static void members(JsonGenerator out, StoryLedger.Played played) throws IOException {
    out.writeStringField("pack", played.report().pack());
    out.writeBooleanField("ok", played.report().ok());
    out.writeNumberField("steps", played.report().steps());
    out.writeNumberField("accepted", played.report().accepted());
    out.writeNumberField("refused", played.report().refused());
    out.writeNumberField("blockHeight", played.blockHeight());
    out.writeNumberField("treeSize", played.treeSize());
    out.writeStringField("treeRoot", played.treeRoot());
    out.writeStringField("stateRoot", played.stateRoot());
    out.writeStringField("ledger", played.ledger());
    out.writeArrayFieldStart("receipts");
    for (Path receipt : played.receipts()) {
      out.writeString(receipt.toString());
    }
    out.writeEndArray();
    if (played.report().failure().isPresent()) {
      out.writeStringField("failure", played.report().failure().get().toString());
    }
  }
}
