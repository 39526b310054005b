package io.kedge.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.DisallowUnknownKeywordFactory;
import com.networknt.schema.keyword.NonValidationKeyword;
import io.kedge.contract.CommandHeader;
import io.kedge.contract.CommandType;
import io.kedge.contract.Envelope;
import io.kedge.contract.RefusedException;
import io.kedge.contract.RuleBook;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Json;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.MalformedException;
import io.kedge.kernel.PartyId;
import io.kedge.party.Role;
import io.kedge.rulebook.StandardRules;
import io.kedge.scenario.pack.Pack;
import io.kedge.scenario.run.JdkEd25519;
import io.kedge.scenario.run.MemoryTarget;
import io.kedge.scenario.run.PackRunner;
import io.kedge.scenario.run.RunListener;
import io.kedge.scenario.run.Scale;
import io.kedge.scenario.run.Target;
import io.kedge.server.api.Titles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The schemas of the commands say what the contracts read, no more and no less.
class CommandSchemasTest {
  private static final CommandSchemas SCHEMAS = CommandSchemas.version1();
  private static final RuleBook RULES = StandardRules.version1();
  private static final Path SCENARIOS = Path.of("../scenarios");
  private static final int INSTANCES = 6;
  private static final List<String> EXTENSIONS =
      List.of(
          "components",
          "discriminator",
          "x-title-zh",
          "x-description-zh",
          "x-enum-descriptions-zh",
          "x-minimum",
          "x-maximum",
          "x-unique-by",
          "x-ascending",
          "x-kedge-decided",
          "x-kedge-senders",
          "x-kedge-moves-value");
  private static final SchemaRegistry DIALECT = dialect();
  private static final SortedMap<String, Schema> VALIDATORS = new TreeMap<>();

  static List<CommandSchema> commands() {
    return List.copyOf(SCHEMAS.commands().values());
  }

  /// A validator that also refuses keywords which neither JSON Schema nor [CommandSchemas] knows.
  private static Schema validator(CommandSchema command) {
    return VALIDATORS.computeIfAbsent(
        command.type(), _ -> DIALECT.getSchema(SCHEMAS.standalone(command)));
  }

  private static SchemaRegistry dialect() {
    var standard = Dialects.getDraft202012();
    var own = EXTENSIONS.stream().map(NonValidationKeyword::new).toList();
    return SchemaRegistry.withDialect(
        Dialect.builder(standard.getId(), standard)
            .keywords(own)
            .unknownKeywordFactory(DisallowUnknownKeywordFactory.getInstance())
            .build());
  }

  /// Runs the stages of a rule book that look at the command alone.
  private static Optional<String> refusal(CommandSchema command, JsonNode body) {
    var header =
        new CommandHeader(
            "ledger", CommandType.of(command.type()), new PartyId("p"), "n", LedgerTime.NEVER);
    try {
      Json read = Json.read(Bytes.utf8(JsonMapper.shared().writeValueAsString(body)));
      if (!(read instanceof Json.Obj object)) {
        return Optional.of("not an object");
      }
      var signature = new Envelope.Signature(new KeyId("k"), Bytes.of((byte) 1));
      Bytes payload = Bytes.utf8(header.payload(object).write());
      RULES.parse("ledger", new Envelope(Envelope.COMMAND, payload, List.of(signature)));
      return Optional.empty();
    } catch (MalformedException | RefusedException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Test
  void everyCommandHasASchemaAndEverySchemaACommand() throws IOException {
    var types = new TreeSet<String>();
    RULES.contracts().keySet().forEach(type -> types.add(type.name()));
    assertThat(SCHEMAS.commands().keySet()).isEqualTo(types);
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/command-schemas"))) {
      var names = files.map(file -> file.getFileName().toString()).sorted().toList();
      var known =
          new ArrayList<>(CommandSchemas.concepts().stream().map(c -> c + ".json").toList());
      known.add("types.json");
      assertThat(names).containsExactlyInAnyOrderElementsOf(known);
    }
  }

  @Test
  void everyReferenceLeadsSomewhereAndNothingIsLeftOver() {
    var used = new TreeSet<String>();
    for (CommandSchema command : commands()) {
      SCHEMAS
          .standalone(command)
          .at("/components/schemas")
          .properties()
          .forEach(entry -> used.add(entry.getKey()));
    }
    assertThat(used).isEqualTo(new TreeSet<>(SCHEMAS.components().keySet()));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyMemberIsDescribedInBothLanguages(CommandSchema command) {
    var roles = new TreeSet<>(Arrays.stream(Role.values()).map(Role::name).toList());
    roles.add("ANYONE");
    assertThat(command.senders()).isNotEmpty().isSubsetOf(roles);
    assertThat(command.title()).isEqualTo(Titles.ofCommand(command.type(), Locale.ENGLISH));
    assertThat(command.titleZh()).isEqualTo(Titles.ofCommand(command.type(), Locale.CHINESE));
    SCHEMAS
        .standalone(command)
        .at("/components/schemas")
        .properties()
        .forEach(entry -> requireWords(entry.getKey(), entry.getValue()));
  }

  private static void requireWords(String name, JsonNode schema) {
    assertThat(schema.path("description").asString("")).as(name).isNotBlank();
    assertThat(schema.path("x-description-zh").asString("")).as(name).matches(".*[一-鿿].*");
    for (var member : schema.path("properties").properties()) {
      JsonNode inner = member.getValue();
      String as = name + "." + member.getKey();
      boolean discriminator = inner.has("const");
      boolean reference = inner.has("$ref");
      assertThat(inner.has("description") || discriminator || reference).as(as).isTrue();
      assertThat(inner.has("description")).as(as).isEqualTo(inner.has("x-description-zh"));
    }
    JsonNode names = schema.path("enum");
    if (schema.has("x-enum-descriptions-zh")) {
      assertThat(schema.get("x-enum-descriptions-zh").size()).as(name).isEqualTo(names.size());
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void itsExamplesKeepTheSchemaAndTheContractReadsThem(CommandSchema command) {
    assertThat(command.body().get("examples")).isNotEmpty();
    for (JsonNode example : command.body().get("examples")) {
      assertThat(validator(command).validate(example)).isEmpty();
      assertThat(refusal(command, example)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void whatTheSchemaAdmitsTheContractReads(CommandSchema command) {
    Schema validator = validator(command);
    for (int seed = 0; seed < INSTANCES; seed++) {
      JsonNode body = instance(command, validator, seed);
      assertThat(validator.validate(body)).as("%.300s", body).isEmpty();
      assertThat(refusal(command, body)).as("%.300s", body).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void whatTheSchemaRefusesTheContractRefuses(CommandSchema command) {
    Schema validator = validator(command);
    for (int seed = 0; seed < 2; seed++) {
      JsonNode body = instance(command, validator, seed);
      var mutations = SchemaMutations.of(SCHEMAS, command.body(), body);
      assertThat(mutations).hasSizeGreaterThan(3);
      for (var mutation : mutations) {
        assertThat(refusal(command, mutation.value())).as("%s", mutation).isPresent();
        if (mutation.standard()) {
          assertThat(validator.validate(mutation.value())).as("%s", mutation).isNotEmpty();
        }
      }
    }
  }

  /// Conditions between whole members are the one thing instances are made for by trying.
  private static JsonNode instance(CommandSchema command, Schema validator, int seed) {
    var instances = new SchemaInstances(SCHEMAS, new Random(seed), seed % 3 == 0);
    JsonNode body = instances.of(command.body());
    for (int i = 0; i < 20 && command.body().has("if"); i++) {
      body = validator.validate(body).isEmpty() ? body : instances.of(command.body());
    }
    return body;
  }

  static List<Path> packs() throws IOException {
    try (Stream<Path> folders = Files.list(SCENARIOS)) {
      return folders.filter(f -> Files.isRegularFile(f.resolve("pack.txt"))).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("packs")
  void whatTheScenariosSendKeepsTheSchemas(Path folder) {
    var signing = new JdkEd25519();
    var runner = new PackRunner(Pack.load(folder), signing, PackRunner.FIXED_START, Scale.FULL);
    var target = new MemoryTarget(runner.genesis(), RULES, signing);
    var recorder = new Recorder(target);
    assertThat(runner.run(recorder, new RunListener() {}).failure()).isEmpty();
    assertThat(recorder.bodies).hasSizeGreaterThan(10);
    recorder.refusals.forEach(
        (type, codes) -> {
          var known = new TreeSet<>(SCHEMAS.refusalsOfAll());
          known.addAll(SCHEMAS.commands().get(type).refusals());
          assertThat(known).as(type).containsAll(codes);
        });
    recorder.bodies.forEach(
        (type, bodies) -> {
          Schema validator = validator(SCHEMAS.commands().get(type));
          for (JsonNode body : bodies) {
            assertThat(validator.validate(body)).as("%s %.300s", type, body).isEmpty();
          }
        });
  }

  /// Keeps the bodies of the commands a target accepted, and why it refused others.
  private static final class Recorder implements Target {
    private final Target target;
    private final TreeMap<String, List<JsonNode>> bodies = new TreeMap<>();
    private final TreeMap<String, TreeSet<String>> refusals = new TreeMap<>();

    private Recorder(Target target) {
      this.target = target;
    }

    @Override
    public String ledgerId() {
      return target.ledgerId();
    }

    @Override
    public LedgerTime now() {
      return target.now();
    }

    @Override
    public void advanceTo(LedgerTime time) {
      target.advanceTo(time);
    }

    @Override
    public Answer submit(Bytes envelope) {
      Answer answer = target.submit(envelope);
      JsonNode payload = JsonMapper.shared().readTree(Envelope.read(envelope).payload().toArray());
      String type = payload.get("type").asString();
      if (answer.outcome().accepted()) {
        bodies.computeIfAbsent(type, _ -> new ArrayList<>()).add(payload.get("body"));
      } else {
        refusals.computeIfAbsent(type, _ -> new TreeSet<>()).add(answer.outcome().code());
      }
      return answer;
    }
  }
}
