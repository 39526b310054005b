package io.kedge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.kedge.kernel.Bytes;
import io.kedge.ledger.verify.Judgement;
import io.kedge.ledger.verify.ProbeKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kedge verify KIND`: judges a probe from standard input, or with `--batch` one in each line
/// (docs/reference/verify.md). Exit 0 where all are accepted, 2 where one is malformed or there is
/// none, 1 otherwise.
@Command(mixinStandardHelpOptions = true)
final class ProbeCommand extends Asking {
  private final ProbeKind kind;

  @Option(names = "--batch", descriptionKey = "verify.batch")
  private boolean batch;

  ProbeCommand(ProbeKind kind) {
    this.kind = kind;
  }

  @Override
  int answer(Terminal terminal) throws IOException {
    var probes = new ProbeLines(System.in);
    return batch ? batch(terminal, probes) : single(terminal, probes);
  }

  private int single(Terminal terminal, ProbeLines probes) throws IOException {
    Judgement judgement = kind.judge(probes.all());
    terminal.line(judgement.line());
    explain(terminal, judgement);
    terminal.document(
        out -> {
          out.writeStartObject();
          out.writeStringField("kind", kind.text());
          write(out, judgement);
          out.writeEndObject();
        });
    return exitCode(judgement);
  }

  private int batch(Terminal terminal, ProbeLines probes) throws IOException {
    List<Judgement> judgements = new ArrayList<>();
    int exitCode = ExitCode.YES;
    for (Optional<Bytes> line = probes.next(); line.isPresent(); line = probes.next()) {
      Judgement judgement = kind.judge(line.get());
      terminal.line(judgement.line());
      exitCode = Math.max(exitCode, exitCode(judgement));
      if (terminal.json()) {
        judgements.add(judgement);
      }
    }
    terminal.document(
        out -> {
          out.writeStartObject();
          out.writeStringField("kind", kind.text());
          out.writeArrayFieldStart("probes");
          for (Judgement judgement : judgements) {
            out.writeStartObject();
            write(out, judgement);
            out.writeEndObject();
          }
          out.writeEndArray();
          out.writeEndObject();
        });
    if (probes.lines() == 0) {
      terminal.progress(terminal.words().say("verify.no-probe"));
      return ExitCode.MALFORMED;
    }
    return exitCode;
  }

  private static void explain(Terminal terminal, Judgement judgement) {
    if (!judgement.reason().isEmpty()) {
      Words words = terminal.words();
      String reason = words.sayOr("probe." + judgement.reason(), judgement.reason());
      terminal.progress(judgement.member().isEmpty() ? reason : judgement.member() + ": " + reason);
    }
  }

  private static void write(JsonGenerator out, Judgement judgement) throws IOException {
    out.writeStringField("verdict", judgement.verdict());
    if (!judgement.reason().isEmpty()) {
      out.writeStringField("reason", judgement.reason());
    }
    if (!judgement.member().isEmpty()) {
      out.writeStringField("member", judgement.member());
    }
  }

  private static int exitCode(Judgement judgement) {
    return switch (judgement) {
      case Judgement.Accepted _ -> ExitCode.YES;
      case Judgement.Rejected _ -> ExitCode.NO;
      case Judgement.Malformed _ -> ExitCode.MALFORMED;
    };
  }
}
