package io.kedge.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

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
      UpCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      CertificateCommand.class,
      RunCommand.class,
      ImportCommand.class,
      LedgerCommand.class,
      FollowCommand.class,
      VerifyCommand.class,
      ProveCommand.class,
      LightCommand.class,
      SqlCommand.class,
      FsckCommand.class,
      RepairCommand.class,
      KeysCommand.class,
      RequirementsCommand.class,
      BenchCommand.class,
      SimCommand.class,
    })
public final class Main extends Group {
  /// Runs the program and ends the process with its exit status.
  public static void main(String[] arguments) {
    Terminal terminal = terminal(arguments);
    Thread.setDefaultUncaughtExceptionHandler((_, e) -> terminal.refuse(e));
    System.exit(execute(arguments));
  }

  /// The terminal of arguments that nobody could parse.
  private static Terminal terminal(String... arguments) {
    boolean json = List.of(arguments).contains("--json");
    return Terminal.standard(json, Words.of(languageOf(arguments)));
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

  /// Commands answer for their failures themselves (see [Asking]); what comes here failed before.
  private static int failed(Exception failure, CommandLine line, ParseResult parsed) {
    return terminal(parsed.originalArgs().toArray(String[]::new)).refuse(failure);
  }

  private static int misused(ParameterException misuse, String... arguments) {
    Terminal terminal = terminal(arguments);
    CommandLine line = misuse.getCommandLine();
    terminal.progress(reason(misuse, terminal.words()));
    line.usage(line.getErr());
    terminal.refused(ExitCode.MALFORMED, "USAGE", reason(misuse, terminal.words()));
    return ExitCode.MALFORMED;
  }

  private static String reason(ParameterException misuse, Words words) {
    return switch (misuse) {
      case UnmatchedArgumentException unmatched ->
          words.say("main.unmatched", String.join(" ", unmatched.getUnmatched()));
      case MissingParameterException missing ->
          words.say(
              "main.missing",
              missing.getMissing().stream()
                  .map(Model.ArgSpec::paramLabel)
                  .collect(Collectors.joining(" ")));
      default ->
          misuse.getArgSpec() == null
              ? String.valueOf(misuse.getMessage())
              : words.say("main.invalid", label(misuse.getArgSpec()) + " " + misuse.getValue());
    };
  }

  private static String label(Model.ArgSpec argument) {
    return argument instanceof Model.OptionSpec option
        ? option.longestName()
        : argument.paramLabel();
  }
}
