package io.kedge.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a person needs to put up and keep a server is written down, in both languages.
class DeploymentDocumentsTest {
  private static final Path DOCS = SourceFile.repository().resolve("docs");

  private static String text(String name) throws IOException {
    return Files.readString(DOCS.resolve(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"deployment", "operations"})
  void bothLanguagesHaveTheSameParts(String name) throws IOException {
    String english = text(name + ".md");
    String chinese = text(name + ".zh-CN.md");
    for (String part : List.of("(?m)^## ", "(?m)^```", "`KEDGE_[A-Z_]+`", "kedge_[a-z_]+")) {
      assertThat(found(part, chinese)).as(part).isEqualTo(found(part, english));
    }
    assertThat(found("(?m)^## ", english)).hasSizeGreaterThan(5);
  }

  private static List<String> found(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(one -> one.group()).toList();
  }

  @Test
  @Requirement({"G-35", "G-36", "G-37", "G-38", "G-39"})
  void theDeploymentDocumentCoversWhatItMust() throws IOException {
    String chinese = text("deployment.zh-CN.md");
    assertThat(chinese)
        .contains("硬件与网络", "操作系统", "数据库", "中间件", "链服务账号", "应用系统安装", "拓扑")
        .contains("互联网", "交换机", "防火墙", "Nginx", "应用系统", "PostgreSQL");
    assertThat(text("deployment.md"))
        .contains("## Hardware and network", "## Software", "## Installing with systemd")
        .contains("Internet", "switches", "firewall", "nginx", "application", "PostgreSQL");
  }

  @Test
  @Requirement("L-47")
  void everyAlertSaysWhatToDo() throws IOException {
    var sections = new TreeSet<String>();
    for (String line : text("operations.md").lines().toList()) {
      if (line.startsWith("### ")) {
        sections.add(line.substring(4).strip().replace(' ', '-'));
      }
    }
    String alerts =
        Files.readString(SourceFile.repository().resolve("deploy/prometheus/kedge-alerts.yml"));
    List<String> asked = found("operations\\.md#[a-z-]+", alerts);
    assertThat(asked).hasSize(found("- alert: ", alerts).size());
    assertThat(sections)
        .containsAll(asked.stream().map(one -> one.substring(one.indexOf('#') + 1)).toList());
  }
}
