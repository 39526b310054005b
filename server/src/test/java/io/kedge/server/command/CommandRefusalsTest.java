package io.kedge.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.rulebook.StandardRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// `command-refusals.json` says what the class files of the contracts say.
///
/// With `-Dkedge.write=true` it is written anew; read the difference before committing it.
class CommandRefusalsTest {
  private static final Path FILE = Path.of("src/main/resources/command-refusals.json");

  @Test
  void theCommittedRefusalsAreThoseOfTheContracts() throws IOException {
    var scan = new RefusalScan();
    var lines = new TreeMap<String, String>();
    lines.put("*", array(scan.ofAll()));
    StandardRules.version1()
        .contracts()
        .forEach((type, contract) -> lines.put(type.name(), array(scan.of(contract))));
    var text = new StringBuilder("{\n");
    lines.forEach((type, codes) -> text.append("  \"" + type + "\": " + codes + ",\n"));
    text.setLength(text.length() - 2);
    String found = text.append("\n}\n").toString();
    if (Boolean.getBoolean("kedge.write")) {
      Files.writeString(FILE, found);
    }
    assertThat(found).isEqualTo(Files.readString(FILE));
  }

  @Test
  void theRefusalsOfACommandAreThoseItsContractNames() {
    var schemas = CommandSchemas.version1();
    assertThat(schemas.find("gift.decline").orElseThrow().refusals())
        .contains("note.LOCK_NOT_FOUND", "note.NOT_THE_EXECUTOR")
        .doesNotContain("asset.NOT_THE_OWNER");
    assertThat(schemas.find("asset.amend").orElseThrow().refusals())
        .contains("asset.NOT_THE_OWNER", "freeze.FROZEN", "party.ROLE_MISSING");
    assertThat(schemas.refusalsOfAll()).contains("command.SIGNATURE_WRONG", "command.EXPIRED");
  }

  private static String array(Collection<String> codes) {
    var text = new StringBuilder("[");
    codes.forEach(code -> text.append(text.length() > 1 ? ", " : "").append("\"" + code + "\""));
    return text.append("]").toString();
  }
}
