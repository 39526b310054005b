package io.kedge.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The program `kedge`. Commands, members and exit codes are documented in docs/reference/cli.md
/// and
/// are a contract.
@Command(
    name = "kedge",
    mixinStandardHelpOptions = true,
    version = "kedge 0.1.0 (format 1)",
    sortOptions = false,
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      ImportCommand.class,
      LedgerCommand.class,
      VerifyCommand.class,
      FsckCommand.class,
      KeysCommand.class,
      RequirementsCommand.class,
      BenchCommand.class,
    })
public final class Main extends Group {
  /// Runs the program and ends the process with its exit status.
  public static void main(String[] arguments) {
    System.exit(execute(arguments));
  }

  static int execute(String... arguments) {
    Words words = Words.of(languageOf(arguments));
    var line = new CommandLine(new Main());
    line.setResourceBundle(words.bundle());
    line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    line.setUsageHelpWidth(100);
    line.setUsageHelpAutoWidth(false);
    line.setExecutionExceptionHandler(Main::failed);
    line.setParameterExceptionHandler(Main::misused);
    return line.execute(arguments);
  }

  /// The language has to be known before the options are parsed, because the parser's own messages
  /// are in it too.
  private static String languageOf(String... arguments) {
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].startsWith("--lang=")) {
        return arguments[i].substring("--lang=".length());
      }
      if (arguments[i].equals("--lang") && i + 1 < arguments.length) {
        return arguments[i + 1];
      }
    }
    return "";
  }

  private static int failed(Exception failure, CommandLine line, ParseResult parsed)
      throws Exception {
    if (failure instanceof Failure expected) {
      line.getErr().println(expected.getMessage());
      return expected.exitCode();
    }
    throw failure;
  }

  private static int misused(ParameterException misuse, String[] arguments) {
    CommandLine line = misuse.getCommandLine();
    line.getErr().println(misuse.getMessage());
    line.usage(line.getErr());
    return ExitCode.MALFORMED;
  }
}
