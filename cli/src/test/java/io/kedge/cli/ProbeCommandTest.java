package io.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.verify.ProbeKind;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `kedge verify KIND` as an outsider calls it: as a process of its own, with the probe on its
/// standard input. The examples of docs/reference/verify.md are judged too.
class ProbeCommandTest {
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "\\./kedge verify ([a-z0-9-]+)( --batch)? <<'E'\n(.*?)\nE\n```\n\n```\n(.*?)```",
          Pattern.DOTALL);
  private static final String GOOD = "{\"input\":\"[1.0]\",\"canonical\":\"[1]\"}";
  private static final String BAD = "{\"input\":\"[1.0]\",\"canonical\":\"[1.0]\"}";

  private record Answer(int exit, String out, String err) {}

  private static Answer ask(String input, String... arguments) throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "en_US.UTF-8");
    Process process = builder.start();
    var err = new StringBuilder();
    Thread reader =
        Thread.startVirtualThread(
            () ->
                new BufferedReader(
                        new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))
                    .lines()
                    .forEach(line -> err.append(line).append('\n')));
    Thread writer =
        Thread.startVirtualThread(
            () -> {
              try (var out = process.getOutputStream()) {
                out.write(input.getBytes(StandardCharsets.UTF_8));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    writer.join();
    reader.join();
    return new Answer(exit, out, err.toString());
  }

  @Test
  void everyExampleOfTheDocumentAnswersAsItSays() throws Exception {
    Matcher examples = EXAMPLE.matcher(Files.readString(Path.of("../docs/reference/verify.md")));
    var shown = new TreeSet<ProbeKind>();
    while (examples.find()) {
      ProbeKind kind =
          Stream.of(ProbeKind.values())
              .filter(k -> k.text().equals(examples.group(1)))
              .findFirst()
              .orElseThrow();
      Stream<String> probes =
          examples.group(2) == null ? Stream.of(examples.group(3)) : examples.group(3).lines();
      String answer =
          probes
              .map(probe -> kind.judge(Bytes.utf8(probe)).line() + "\n")
              .collect(Collectors.joining());
      assertThat(answer).as(kind.text()).isEqualTo(examples.group(4));
      shown.add(kind);
    }
    assertThat(shown).containsExactly(ProbeKind.values());
  }

  @Test
  void theExitStatusIsTheVerdict() throws Exception {
    Answer good = ask(GOOD, "verify", "jcs");
    assertThat(good).isEqualTo(new Answer(ExitCode.YES, "accept\n", ""));
    Answer bad = ask(BAD, "verify", "jcs");
    assertThat(bad.exit()).isEqualTo(ExitCode.NO);
    assertThat(bad.out()).isEqualTo("reject CANONICAL_DIFFERS\n");
    assertThat(bad.err()).contains("not its canonical form");
    Answer missing = ask("{\"input\":\"1\"}", "verify", "jcs", "--json");
    assertThat(missing.exit()).isEqualTo(ExitCode.MALFORMED);
    assertThat(missing.out().replaceAll("\\s", ""))
        .isEqualTo(
            "{\"kind\":\"jcs\",\"verdict\":\"malformed\",\"reason\":\"MEMBER_MISSING\","
                + "\"member\":\"canonical\"}");
  }

  @Test
  void aBatchAnswersLineByLineAndItsExitStatusIsTheWorst() throws Exception {
    Answer one = ask(GOOD + "\n" + BAD + "\r\n" + GOOD, "verify", "jcs", "--batch");
    assertThat(one.exit()).isEqualTo(ExitCode.NO);
    assertThat(one.out()).isEqualTo("accept\nreject CANONICAL_DIFFERS\naccept\n");
    Answer broken = ask(BAD + "\n\n{\n" + GOOD + "\n", "verify", "jcs", "--batch");
    assertThat(broken.exit()).isEqualTo(ExitCode.MALFORMED);
    assertThat(broken.out())
        .isEqualTo("reject CANONICAL_DIFFERS\nmalformed EMPTY\nmalformed NOT_JSON\naccept\n");
    assertThat(ask("", "verify", "jcs", "--batch").exit()).isEqualTo(ExitCode.MALFORMED);
    Answer json = ask(GOOD + "\n" + BAD, "verify", "jcs", "--batch", "--json");
    assertThat(json.out().replaceAll("\\s", ""))
        .isEqualTo(
            "{\"kind\":\"jcs\",\"probes\":[{\"verdict\":\"accept\"},"
                + "{\"verdict\":\"reject\",\"reason\":\"CANONICAL_DIFFERS\"}]}");
  }

  @Test
  void aLineWithoutEndIsCutAndFoundTooLarge() throws Exception {
    byte[] endless = new byte[ProbeKind.SIZE_MAX + 100];
    var lines = new ProbeLines(new ByteArrayInputStream(endless));
    assertThat(lines.next().orElseThrow().size()).isEqualTo(ProbeKind.SIZE_MAX + 1);
    assertThat(lines.next()).isEmpty();
    assertThat(lines.lines()).isEqualTo(1);
    var all = new ProbeLines(new ByteArrayInputStream(endless));
    assertThat(ProbeKind.JCS.judge(all.all()).line()).isEqualTo("malformed TOO_LARGE");
  }
}
