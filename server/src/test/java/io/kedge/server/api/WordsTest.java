package io.kedge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.attestation.StatementState;
import io.kedge.contract.Refusal;
import io.kedge.ledger.node.NodeRefusal;
import io.kedge.offering.AllotmentRule;
import io.kedge.offering.Circulation;
import io.kedge.offering.Decree;
import io.kedge.offering.Eligibility;
import io.kedge.offering.ExpiryRule;
import io.kedge.offering.Unsold;
import io.kedge.party.Role;
import io.kedge.rulebook.StandardRules;
import io.kedge.voucher.VoucherState;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.reflect.Modifier;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever the contracts can say has words for people, in both languages, and nothing else has.
class WordsTest {
  private static final Locale ZH = Locale.SIMPLIFIED_CHINESE;
  private static final Locale EN = Locale.ENGLISH;

  /// What may stand in Latin letters in a Chinese text: names of algorithms.
  private static final Set<String> FIXED = Set.of("Ed25519", "P-256", "SM2");

  /// Sealed types whose kinds people see, written in capitals in JSON.
  private static final List<Class<?>> KINDS =
      List.of(
          StatementState.class,
          VoucherState.class,
          AllotmentRule.class,
          Circulation.class,
          Decree.Kind.class,
          Eligibility.class,
          ExpiryRule.class,
          Unsold.class);

  @TempDir private static Path copy;

  private static final Pattern TAG = Pattern.compile("[a-z]+\\.[a-z]+([A-Z-][a-z]+)*");

  @Test
  void everyRefusalHasATitleAndAnAdviceAndNoneIsWithoutUse() throws Exception {
    var wanted = new TreeSet<String>();
    var enums = 0;
    for (Class<?> type : contracts()) {
      if (Refusal.class.isAssignableFrom(type) && type.isEnum()) {
        enums++;
        addRefusals(type, wanted);
      }
    }
    addRefusals(NodeRefusal.class, wanted);
    assertThat(enums).isGreaterThanOrEqualTo(19);
    assertThat(RefusalTexts.keys(ZH)).containsExactlyInAnyOrderElementsOf(wanted);
    assertThat(RefusalTexts.keys(EN)).containsExactlyInAnyOrderElementsOf(wanted);
    assertThat(RefusalTexts.find("asset.NOT_THE_OWNER", EN))
        .contains(
            new RefusalTexts.Text(
                "Only the owner of the asset can do this",
                "Ask the party that registered the asset to submit this."));
    assertThat(RefusalTexts.find("asset.NO_SUCH_CODE", ZH)).isEmpty();
  }

  private static void addRefusals(Class<?> type, Set<String> wanted) {
    for (Object constant : type.getEnumConstants()) {
      String code = ((Refusal) constant).code();
      wanted.add(code + ".title");
      wanted.add(code + ".advice");
    }
  }

  @Test
  void everyCommandAndEveryEventHasATitle() throws Exception {
    var wanted = new TreeSet<String>();
    StandardRules.version1().contracts().keySet().forEach(t -> wanted.add("command." + t.name()));
    for (Path file : classFiles()) {
      if (file.getFileName().toString().matches("[A-Za-z]+Event(\\$.*)?\\.class")) {
        tags(file).forEach(tag -> wanted.add("event." + tag));
      }
    }
    assertThat(wanted).contains("command.asset.register", "event.voucher.handover-declined");
    assertThat(Titles.keys(ZH)).containsExactlyInAnyOrderElementsOf(wanted);
    assertThat(Titles.keys(EN)).containsExactlyInAnyOrderElementsOf(wanted);
  }

  private static Set<String> tags(Path file) throws IOException {
    var found = new TreeSet<String>();
    for (PoolEntry entry : ClassFile.of().parse(Files.readAllBytes(file)).constantPool()) {
      if (entry instanceof StringEntry text && TAG.matcher(text.stringValue()).matches()) {
        found.add(text.stringValue());
      }
    }
    return found;
  }

  @Test
  void everyValueThatPeopleSeeHasAName() throws Exception {
    var wanted = new TreeSet<String>();
    for (Class<?> type : contracts()) {
      if (type.isEnum() && !Refusal.class.isAssignableFrom(type) && isPublic(type)) {
        for (Object constant : type.getEnumConstants()) {
          wanted.add(Names.key(type, ((Enum<?>) constant).name()));
        }
      }
    }
    for (Class<?> kind : KINDS) {
      for (Class<?> permitted : kind.getPermittedSubclasses()) {
        String words = permitted.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_");
        wanted.add(Names.key(kind, words.toUpperCase(Locale.ROOT)));
      }
    }
    assertThat(Names.keys(ZH)).containsExactlyInAnyOrderElementsOf(wanted);
    assertThat(Names.keys(EN)).containsExactlyInAnyOrderElementsOf(wanted);
    assertThat(Names.of(Role.OPERATOR, ZH)).isEqualTo("平台运营方");
    assertThat(Names.of(AllotmentRule.class, "PRO_RATA", EN)).isEqualTo("In proportion");
  }

  private static boolean isPublic(Class<?> type) {
    return Modifier.isPublic(type.getModifiers());
  }

  @Test
  void chineseIsChineseEnglishIsEnglishAndNeitherNamesAConstant() {
    for (String file : List.of("refusals", "titles", "names")) {
      Words words = Words.load(file);
      for (String key : words.keys(ZH)) {
        String chinese = words.find(key, ZH).orElseThrow();
        String english = words.find(key, EN).orElseThrow();
        String rest = chinese;
        for (String fixed : FIXED) {
          rest = rest.replace(fixed, "");
        }
        assertThat(rest).as("%s in Chinese", key).doesNotContainPattern("[A-Za-z]");
        assertThat(english).as("%s in English", key).isNotBlank().matches("\\p{ASCII}+");
        assertThat(english).as("%s in English", key).doesNotContainPattern("[A-Z]_|_[A-Z]");
        if (key.endsWith(".advice")) {
          assertThat(chinese).as("%s in Chinese", key).endsWith("。");
          assertThat(english).as("%s in English", key).endsWith(".");
        }
      }
    }
  }

  private static List<Class<?>> contracts() throws Exception {
    var classes = new ArrayList<Class<?>>();
    for (Path file : classFiles()) {
      String name = file.toString().replace('/', '.');
      name = name.substring(name.indexOf("io.kedge"), name.length() - ".class".length());
      if (!name.endsWith("-info")) {
        classes.add(Class.forName(name, false, WordsTest.class.getClassLoader()));
      }
    }
    return classes;
  }

  /// The class files of the contracts: a folder while the build is under way, else a jar.
  private static List<Path> classFiles() throws Exception {
    Path source =
        Path.of(Refusal.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isDirectory(source)) {
      return walk(source);
    }
    try (var jar = FileSystems.newFileSystem(source)) {
      for (Path file : walk(jar.getPath("/"))) {
        Path to = copy.resolve(file.toString().substring(1));
        Files.createDirectories(to.getParent());
        Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return walk(copy);
  }

  private static List<Path> walk(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      return files.filter(f -> f.toString().endsWith(".class")).sorted().toList();
    }
  }
}
