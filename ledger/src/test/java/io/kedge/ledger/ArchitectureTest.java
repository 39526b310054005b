package io.kedge.ledger;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import io.kedge.ledger.fixture.DrawsLots;
import io.kedge.ledger.fixture.ReadsTheClock;
import io.kedge.ledger.fixture.SortsByHash;
import io.kedge.ledger.fixture.TouchesTheDisk;
import io.kedge.ledger.fixture.WaitsAWhile;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Clock, chance and disk reach the node only through the ports in `io.kedge.ledger.disk`, so that
/// a
/// simulation can take their place. Each rule comes with a class that breaks it.
class ArchitectureTest {
  private static final JavaClasses LEDGER =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.kedge.ledger");

  private static final ArchRule CLOCK_IS_A_PORT =
      outsideThePorts()
          .should()
          .callCodeUnitWhere(
              callTo(
                  "the machine's clock",
                  target ->
                      (target.getName().equals("now") && ownedBy(target, "java.time."))
                          || isNamed(target, "java.lang.System", "currentTimeMillis", "nanoTime")
                          || isNamed(target, "java.util.Date", "<init>")))
          .because("the simulation turns the clock itself");

  private static final ArchRule CHANCE_IS_A_PORT =
      outsideThePorts()
          .should()
          .callCodeUnitWhere(
              callTo(
                  "chance",
                  target ->
                      isNamed(target, "java.util.Random", "<init>")
                          || isNamed(target, "java.util.SplittableRandom", "<init>")
                          || isNamed(target, "java.security.SecureRandom", "<init>")
                          || isNamed(target, "java.util.UUID", "randomUUID")
                          || isNamed(target, "java.lang.Math", "random")
                          || isNamed(target, "java.util.concurrent.ThreadLocalRandom", "current")))
          .because("a failure must be repeatable from its seed");

  private static final ArchRule NOBODY_SLEEPS =
      outsideThePorts()
          .should()
          .callCodeUnitWhere(
              callTo("sleep", target -> isNamed(target, "java.lang.Thread", "sleep")))
          .because("waiting for a time to pass hides what is really waited for");

  private static final ArchRule DISK_IS_A_PORT =
      outsideThePorts()
          .should()
          .callCodeUnitWhere(
              callTo(
                  "the file system",
                  target ->
                      ownedBy(target, "java.nio.file.Files")
                          || ownedBy(target, "java.nio.channels.FileChannel")
                          || ownedBy(target, "java.io.File")
                          || ownedBy(target, "java.io.RandomAccessFile")))
          .because("the simulation cuts the power of every write");

  private static final ArchRule NO_HASH_ORDER_IN_SIGHT =
      outsideThePorts()
          .should()
          .callCodeUnitWhere(
              callTo(
                  "an order that the JVM draws anew at each start",
                  target ->
                      (isNamed(target, "java.util.Set", "of", "copyOf")
                              || isNamed(target, "java.util.Map", "of", "copyOf", "ofEntries"))
                          && !target.getRawParameterTypes().isEmpty()))
          .because("every node of a ledger writes the same bytes");

  static Stream<Arguments> rulesAndOffenders() {
    return Stream.of(
        Arguments.of(CLOCK_IS_A_PORT, ReadsTheClock.class),
        Arguments.of(CHANCE_IS_A_PORT, DrawsLots.class),
        Arguments.of(NOBODY_SLEEPS, WaitsAWhile.class),
        Arguments.of(DISK_IS_A_PORT, TouchesTheDisk.class),
        Arguments.of(NO_HASH_ORDER_IN_SIGHT, SortsByHash.class));
  }

  @ParameterizedTest(name = "{1} would be refused")
  @MethodSource("rulesAndOffenders")
  void theLedgerKeepsTheRule(ArchRule rule, Class<?> offender) {
    rule.check(LEDGER);
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
    slices().matching("io.kedge.ledger.(*)..").should().beFreeOfCycles().check(LEDGER);
  }

  @Test
  void theCycleRuleBites() {
    var tangled =
        new ClassFileImporter()
            .importPackages("io.kedge.ledger.fixture.chicken", "io.kedge.ledger.fixture.egg");
    var rule = slices().matching("io.kedge.ledger.fixture.(*)..").should().beFreeOfCycles();
    assertThatThrownBy(() -> rule.check(tangled)).hasMessageContaining("Cycle detected");
  }

  private static GivenClassesConjunction outsideThePorts() {
    return noClasses().that().resideOutsideOfPackage("io.kedge.ledger.disk..");
  }

  private static DescribedPredicate<JavaCall<?>> callTo(
      String what, Predicate<CodeUnitCallTarget> test) {
    return DescribedPredicate.describe("it asks for " + what, call -> test.test(call.getTarget()));
  }

  private static boolean ownedBy(CodeUnitCallTarget target, String prefix) {
    return target.getOwner().getName().startsWith(prefix);
  }

  private static boolean isNamed(CodeUnitCallTarget target, String owner, String... names) {
    return target.getOwner().getName().equals(owner)
        && Arrays.asList(names).contains(target.getName());
  }
}
