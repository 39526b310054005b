package io.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Json;
import io.kedge.ledger.crypto.LedgerKeys;
import io.kedge.ledger.disk.DiskLock;
import io.kedge.ledger.disk.DiskLocked;
import io.kedge.ledger.state.StateDamagedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever goes wrong, a person gets a sentence, a program one JSON document, nobody a stack
/// trace.
class RefusalTest {
  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Terminal terminal(String language) {
    return new Terminal(printing(out), printing(err), true, Words.of(language));
  }

  private static PrintStream printing(OutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-CN"})
  void whatNobodyForesawIsOneLineAndOneDocument(String language) throws Exception {
    Terminal terminal = terminal(language);

    assertThat(terminal.refuse(new IllegalStateException("boiled over"))).isEqualTo(ExitCode.NO);

    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .contains("boiled over")
        .startsWith(language.equals("en") ? "The program failed" : "程序出错");
    assertThat(document()).contains("\"error\" : \"PROGRAM_FAILED\"", "\"exit\" : 1");
  }

  @Test
  void aFailureAfterTheAnswerAddsNoSecondDocument() throws Exception {
    Terminal terminal = terminal("en");
    terminal.document(
        body -> {
          body.writeStartObject();
          body.writeEndObject();
        });
    terminal.refuse(new IllegalStateException("too late"));

    assertThat(document()).isEqualTo("{ }");
  }

  private String document() throws Exception {
    String text = out.toString(StandardCharsets.UTF_8).strip();
    Json.read(Bytes.utf8(text)); // strict: a second document behind it would not be one
    return text;
  }

  @Test
  void theReasonIsFoundUnderItsWrappings() {
    Words words = Words.of("en");
    var expected =
        Map.<Throwable, String>of(
            new UncheckedIOException(new NoSuchFileException("cellar")),
            "2 FILE_UNUSABLE",
            new CompletionException(new DiskLocked("LOCK", "process 4711")),
            "1 LEDGER_BUSY",
            new FileSystemException("a", null, "No space left on device"),
            "1 DISK_FULL",
            new IOException("Input/output error"),
            "1 DISK_FAILED",
            new StateDamagedException("a page"),
            "1 STATE_DAMAGED",
            new NullPointerException(),
            "1 PROGRAM_FAILED",
            Failure.malformed("no"),
            "2 MALFORMED");
    expected.forEach(
        (cause, result) -> {
          Failure failure = Failure.of(cause, words);
          assertThat(failure.exitCode() + " " + failure.code()).isEqualTo(result);
        });
    assertThat(Failure.of(new DiskLocked("LOCK", "process 4711"), words))
        .hasMessageContaining("4711");
  }

  @Test
  void anAnswerThatIsNotHeardIsNone() {
    var full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    var terminal = new Terminal(printing(full), printing(err), false, Words.of("en"));
    terminal.line("the answer");
    assertThat(terminal.lost()).isTrue();
  }

  @Test
  void aProgramGetsADocumentForEveryRefusal() throws Exception {
    Path none = folder.resolve("none");
    Path file = Files.writeString(folder.resolve("file"), "");
    for (String[] arguments :
        new String[][] {
          {"verify", "receipt", none.toString(), "--json"},
          {"brew", "--json"},
          {"run", "--json", "--sugar", "2"},
          {"run", "trading-system", "--data", file.toString(), "--json"}
        }) {
      Program.Ended ended = Program.run(arguments);
      assertThat(ended.exit()).as(String.join(" ", arguments)).isEqualTo(ExitCode.MALFORMED);
      assertThat(Json.read(Bytes.utf8(ended.out().strip()))).isInstanceOf(Json.Obj.class);
      assertThat(ended.err()).isNotEmpty().noneMatch(line -> line.startsWith("\tat "));
    }
  }

  @Test
  void damagedKeysAreFound() throws Exception {
    assertThatCode(() -> LedgerKeys.check(folder)).doesNotThrowAnyException();
    assertThat(LedgerKeys.forStory(folder, _ -> {})).isNotNull();
    assertThatCode(() -> LedgerKeys.check(folder)).doesNotThrowAnyException();

    Path drawn = folder.resolve("keys").resolve("story.passphrase");
    String right = Files.readString(drawn);
    Files.writeString(drawn, "another");
    assertThatThrownBy(() -> LedgerKeys.check(folder)).hasMessageContaining("PASSPHRASE_WRONG");
    Files.writeString(drawn, right);

    Path store = folder.resolve("keys").resolve("ledger.keys");
    byte[] bytes = Files.readAllBytes(store);
    bytes[bytes.length / 2] ^= 1;
    Files.write(store, bytes);
    assertThatThrownBy(() -> LedgerKeys.check(folder)).hasMessageContaining("FILE_DAMAGED");
  }

  @Test
  void aDamagedGenesisIsSaidToBeDamaged() throws Exception {
    Files.writeString(folder.resolve("genesis.json"), "tea");
    Program.Ended ended = Program.run("run", "trading-system", "--data", folder.toString());
    assertThat(ended.exit()).isEqualTo(ExitCode.NO);
    assertThat(ended.err()).singleElement().asString().startsWith("genesis.json is damaged");
  }

  /// Two first starts at once drew two passphrases, and the file kept the one that did not seal.
  @Test
  void onlyOneProcessMakesTheKeysOfALedger() throws Exception {
    try (DiskLock _ = LedgerKeys.alone(folder)) {
      Program.Ended ended =
          Program.run("run", "trading-system", "--data", folder.toString(), "--json");
      assertThat(ended.exit()).isEqualTo(ExitCode.NO);
      assertThat(ended.out()).contains("LEDGER_BUSY");
      assertThat(ended.err())
          .anyMatch(line -> line.contains("process " + ProcessHandle.current().pid()));
    }
    assertThat(folder.resolve("keys").resolve("story.passphrase")).doesNotExist();
  }
}
