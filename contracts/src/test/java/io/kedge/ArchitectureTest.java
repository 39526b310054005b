package io.kedge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.kedge.fixture.AsksAroundInTheMachine;
import io.kedge.fixture.AsksTheNetwork;
import io.kedge.fixture.ComputesInFloatingPoint;
import io.kedge.fixture.DrawsLots;
import io.kedge.fixture.KeepsHashOrder;
import io.kedge.fixture.ReadsAFile;
import io.kedge.fixture.SpeaksTheLocalLanguage;
import io.kedge.fixture.StampsItsOwnTime;
import io.kedge.fixture.WorksInParallel;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The rules that keep `contracts` pure: same command, view and time give the same decision on
/// every
/// host. Each rule comes with a class that breaks it, and must be seen to refuse that class.
class ArchitectureTest {
  private static final JavaClasses CONTRACTS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.kedge");

  private static final ArchRule TIME_IS_AN_ARGUMENT =
      noClasses()
          .should()
          .callCodeUnitWhere(
              callTo(
                  "the clock",
                  target ->
                      (target.getName().equals("now") && ownedBy(target, "java.time."))
                          || isNamed(target, "java.lang.System", "currentTimeMillis", "nanoTime")
                          || isNamed(target, "java.util.Date", "<init>")))
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.time.Clock")
          .because("now is an argument: peers must not disagree by their clocks");

  private static final ArchRule CHANCE_IS_AN_ARGUMENT =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching("java\\.util\\.(Random|SplittableRandom|random\\..*)")
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.(util\\.concurrent\\.ThreadLocalRandom|security\\.SecureRandom)")
          .orShould()
          .callCodeUnitWhere(
              callTo(
                  "chance",
                  target ->
                      isNamed(target, "java.lang.Math", "random")
                          || isNamed(target, "java.util.UUID", "randomUUID")
                          || isNamed(target, "java.lang.System", "identityHashCode")
                          || isNamed(target, "java.util.Collections", "shuffle")))
          .because("every host must draw the same lot");

  private static final ArchRule NO_FILES =
      noClasses()
          .should()
          .dependOnClassesThat(
              in("java.io.", "java.nio.file.", "java.nio.channels.")
                  .and(DescribedPredicate.not(inMemoryIo())))
          .because("a contract reads its view and nothing else");

  private static final ArchRule NO_NETWORK_AND_NO_DATABASE =
      noClasses()
          .should()
          .dependOnClassesThat(in("java.net.", "java.sql.", "javax.sql.", "javax.net."))
          .because("a contract reads its view and nothing else");

  private static final ArchRule NO_SURROUNDINGS =
      noClasses()
          .should()
          .callCodeUnitWhere(
              callTo(
                  "the machine",
                  target ->
                      isNamed(
                          target, "java.lang.System", "getenv", "getProperty", "getProperties")))
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.lang.Runtime")
          .orShould()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .accessField(System.class, "in")
          .because("two hosts differ in their settings and must not differ in their decisions");

  private static final ArchRule WHOLE_UNITS_ONLY =
      classes()
          .should(new NoFloatingPoint())
          .because("money and goods are whole units, and rounding has an owner");

  private static final ArchRule NO_HASH_ORDER =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching("java\\.util\\.(HashMap|HashSet|IdentityHashMap|WeakHashMap|Hashtable)")
          .orShould()
          .callCodeUnitWhere(
              callTo(
                  "a collection in hash order",
                  target ->
                      saltedCollection(target)
                          || isNamed(
                              target,
                              "java.util.stream.Collectors",
                              "toSet",
                              "toUnmodifiableSet",
                              "toUnmodifiableMap")
                          || (isNamed(target, "java.util.stream.Collectors", "toMap", "groupingBy")
                              && withoutMapFactory(target))))
          .because(
              "no map's order may reach a byte; List, TreeMap, TreeSet, EnumMap have one order");

  private static final ArchRule NO_LOCALE =
      noClasses()
          .should()
          .callCodeUnitWhere(
              callTo(
                  "text by the machine's language",
                  target ->
                      isNamed(target, "java.lang.String", "formatted")
                          || (isNamed(
                                  target,
                                  "java.lang.String",
                                  "format",
                                  "toLowerCase",
                                  "toUpperCase")
                              && !takes(target, "java.util.Locale"))
                          || isNamed(target, "java.util.Locale", "getDefault")))
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.(util\\.(Formatter|Scanner|ResourceBundle)|text\\.(NumberFormat|DecimalFormat|"
                  + "SimpleDateFormat|MessageFormat|Collator))")
          .because("a digest must not depend on where the machine stands");

  private static final ArchRule ONE_THREAD =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.lang.Thread")
          .orShould()
          .dependOnClassesThat(in("java.util.concurrent."))
          .orShould()
          .callCodeUnitWhere(
              callTo(
                  "parallel work",
                  target ->
                      target.getName().equals("parallelStream")
                          || (ownedBy(target, "java.util.stream.")
                              && target.getName().equals("parallel"))))
          .because("order is what a ledger is about");

  static Stream<Arguments> rulesAndOffenders() {
    return Stream.of(
        Arguments.of(TIME_IS_AN_ARGUMENT, StampsItsOwnTime.class),
        Arguments.of(CHANCE_IS_AN_ARGUMENT, DrawsLots.class),
        Arguments.of(NO_FILES, ReadsAFile.class),
        Arguments.of(NO_NETWORK_AND_NO_DATABASE, AsksTheNetwork.class),
        Arguments.of(NO_SURROUNDINGS, AsksAroundInTheMachine.class),
        Arguments.of(WHOLE_UNITS_ONLY, ComputesInFloatingPoint.class),
        Arguments.of(NO_HASH_ORDER, KeepsHashOrder.class),
        Arguments.of(NO_LOCALE, SpeaksTheLocalLanguage.class),
        Arguments.of(ONE_THREAD, WorksInParallel.class));
  }

  @ParameterizedTest(name = "{1} would be refused")
  @MethodSource("rulesAndOffenders")
  void contractsKeepTheRule(ArchRule rule, Class<?> offender) {
    rule.check(CONTRACTS);
  }

  /// Every method of an offender breaks the rule in a way of its own, so each must be named.
  @ParameterizedTest(name = "{1} is refused")
  @MethodSource("rulesAndOffenders")
  void theRuleBites(ArchRule rule, Class<?> offender) {
    var classes = new ClassFileImporter().importClasses(offender);
    var named =
        Arrays.stream(offender.getDeclaredMethods())
            .filter(method -> !method.isSynthetic())
            .map(method -> "." + method.getName() + "(")
            .toList();
    assertThat(named).isNotEmpty();
    assertThatThrownBy(() -> rule.check(classes))
        .isInstanceOf(AssertionError.class)
        .message()
        .contains(named);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("io.kedge.(*)..").should().beFreeOfCycles().check(CONTRACTS);
  }

  @Test
  void theCycleRuleBites() {
    var tangled =
        new ClassFileImporter().importPackages("io.kedge.fixture.chicken", "io.kedge.fixture.egg");
    assertThatThrownBy(
            () ->
                slices()
                    .matching("io.kedge.fixture.(*)..")
                    .should()
                    .beFreeOfCycles()
                    .check(tangled))
        .hasMessageContaining("Cycle detected");
  }

  private static DescribedPredicate<JavaClass> in(String... prefixes) {
    return DescribedPredicate.describe(
        "are in " + List.of(prefixes),
        type -> Arrays.stream(prefixes).anyMatch(prefix -> type.getName().startsWith(prefix)));
  }

  /// What the JSON reader and text encodings need of `java.io`: exceptions, and memory.
  private static DescribedPredicate<JavaClass> inMemoryIo() {
    var allowed =
        Set.of(
            "java.io.IOException",
            "java.io.UncheckedIOException",
            "java.io.Serializable",
            "java.io.ByteArrayOutputStream",
            "java.io.OutputStream",
            "java.io.StringWriter",
            "java.io.Writer");
    return DescribedPredicate.describe("in memory", type -> allowed.contains(type.getName()));
  }

  private static DescribedPredicate<com.tngtech.archunit.core.domain.JavaCall<?>> callTo(
      String what, java.util.function.Predicate<CodeUnitCallTarget> test) {
    return DescribedPredicate.describe("it asks for " + what, call -> test.test(call.getTarget()));
  }

  private static boolean ownedBy(CodeUnitCallTarget target, String prefix) {
    return target.getOwner().getName().startsWith(prefix);
  }

  private static boolean isNamed(CodeUnitCallTarget target, String owner, String... names) {
    return target.getOwner().getName().equals(owner)
        && Arrays.asList(names).contains(target.getName());
  }

  private static boolean takes(CodeUnitCallTarget target, String type) {
    return target.getRawParameterTypes().stream().anyMatch(t -> t.getName().equals(type));
  }

  /// `Set.of(a, b)` and its kin iterate in an order that the JVM draws anew at each start.
  private static boolean saltedCollection(CodeUnitCallTarget target) {
    var salted =
        isNamed(target, "java.util.Set", "of", "copyOf")
            || isNamed(target, "java.util.Map", "of", "copyOf", "ofEntries");
    return salted && !target.getRawParameterTypes().isEmpty();
  }

  private static boolean withoutMapFactory(CodeUnitCallTarget target) {
    return !takes(target, "java.util.function.Supplier");
  }
}
