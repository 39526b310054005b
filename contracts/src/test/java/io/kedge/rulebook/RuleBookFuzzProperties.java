package io.kedge.rulebook;

import static io.kedge.testing.Bodies.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.CommandHeader;
import io.kedge.contract.CommandType;
import io.kedge.contract.Envelope;
import io.kedge.contract.Outcome;
import io.kedge.contract.RuleBook;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Json;
import io.kedge.kernel.PartyId;
import io.kedge.party.Role;
import io.kedge.testing.Bodies;
import io.kedge.testing.Cellar;
import io.kedge.testing.Market;
import io.kedge.testing.TestKey;
import io.kedge.testing.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// Whatever a command says, the rule book answers with an outcome: an exception would stop the
/// node. A well-formed body of every type is found by asking the rule book what is missing; then
/// members are exchanged for values that are awkward or name something real.
class RuleBookFuzzProperties {
  private static final RuleBook RULES = StandardRules.version1();
  private static final Bytes NO_SIGNATURE = Bytes.wrap(new byte[64]);
  private static final Pattern MISSING = Pattern.compile("(\\S+) is missing");
  private static final Pattern ONE_OF = Pattern.compile("is not one of \\[([A-Z_0-9]+)");
  private static final List<String> PARTIES =
      List.of(
          "operator", "issuer", "owner", "regulator", "alice", "bob", "warehouse", "bank", "venue");

  private static final Json WORDS = Bodies.body("{'binding':'zh-CN','zh-CN':'茶','en':'tea'}");

  /// Members whose form nothing but a good example tells.
  private static final Map<String, Json> HINTS =
      Map.of(
          "mediaType", new Json.Text("text/plain"),
          "currency", new Json.Text("CNY"),
          "symbol", new Json.Text("TEA"),
          "publicKey", new Json.Text(TestKey.named("somebody new").publicKey().base64()),
          "key", Json.Obj.empty(),
          "mandate", Json.Obj.empty(),
          "unit", Json.Obj.empty());

  private static final World WORLD = world();
  private static final List<Json> DOCUMENTS = documents();
  private static final List<Json> POOL = pool();
  private static final Map<String, Json.Obj> BODIES = bodies();

  private static World world() {
    Cellar cellar = Cellar.paying(300);
    World world = cellar.world().with("bank", Role.CLEARING_AGENT);
    String voucher = cellar.redeem("alice", 30);
    cellar.pickUp("alice", voucher, 20, 0);
    cellar.redeem("bob", 20);
    return world;
  }

  private static List<Json> documents() {
    String digest = Digest.ZERO.hex();
    String later = Long.toString(WORLD.now().plusMillis(1_000).millis());
    return List.of(
        WORLD.document(
            "alice",
            "voucher.pickup",
            Bodies.body("{'voucher':'v','warehouse':'warehouse','quantity':'2','nonce':'n'}")
                .with("notAfter", later)),
        WORLD.document(
            "alice",
            "voucher.correction",
            Bodies.body("{'voucher':'v','number':1,'handed':'1','shortage':'1'}")),
        WORLD.document(
            "alice",
            "cash.correction",
            Bodies.body("{'cash':'cny','bank':'b','reference':'r','inputs':['x'],'units':'1'}")
                .with("notAfter", later)),
        WORLD.document(
            "regulator",
            "lottery.commitment",
            Bodies.body("{'issue':'tea'}").with("commitment", digest)));
  }

  private static List<Json> pool() {
    var pool = new ArrayList<Json>();
    for (String text :
        List.of(
            "x",
            "0",
            "1",
            "-1",
            "2",
            "100",
            "999999999",
            "9223372036854775807",
            "253402300799999",
            "253402300800000",
            "4611686018427387904",
            "+999999999-12-31",
            "-999999999-01-01",
            "2026-01-02",
            "a|b",
            "../..",
            "\u00e9",
            "\u0000",
            "ACTIVE",
            "*",
            "tea",
            "cny",
            "EXTERNAL",
            "CASH",
            "EXTEND",
            "LOTTERY",
            "FIRST_COME",
            "SCORE",
            "REMAINDER",
            "PLACE",
            "f".repeat(64),
            "AA==",
            "q".repeat(600))) {
      pool.add(new Json.Text(text));
    }
    pool.add(new Json.Whole(0));
    pool.add(new Json.Whole(1_000_000_000));
    pool.add(new Json.Whole(-1));
    pool.add(new Json.Whole(Long.MAX_VALUE));
    pool.add(new Json.Truth(true));
    pool.add(new Json.Arr(List.of()));
    pool.add(Bodies.texts("x", "x"));
    pool.add(Json.Obj.empty());
    WORLD.view().entries().keySet().forEach(key -> pool.add(new Json.Text(key.id())));
    PARTIES.forEach(party -> pool.add(new Json.Text(party)));
    pool.addAll(DOCUMENTS);
    return List.copyOf(pool);
  }

  private static Outcome execute(String by, String type, Json.Obj body, String nonce) {
    var header =
        new CommandHeader(
            World.LEDGER,
            CommandType.of(type),
            new PartyId(by),
            nonce,
            WORLD.now().plusMillis(60_000));
    var signature = new Envelope.Signature(TestKey.named(by).id(), NO_SIGNATURE);
    var envelope =
        new Envelope(
            Envelope.COMMAND, Bytes.utf8(header.payload(body).write()), List.of(signature));
    return RULES.execute(
        World.LEDGER,
        Bytes.utf8(envelope.json().write()),
        WORLD.view(),
        WORLD.now(),
        (_, _, _) -> true);
  }

  @Example
  void aWellFormedBodyOfEveryTypeIsFound() {
    var malformed = new ArrayList<String>();
    BODIES.forEach(
        (type, body) -> {
          Outcome outcome = execute("alice", type, body, "n");
          if (outcome.code().equals("command.MALFORMED")) {
            malformed.add(type + " " + body.write() + ": " + outcome.detail());
          }
        });
    assertThat(malformed).isEmpty();
  }

  @Property(tries = 4_000)
  void aMutatedCommandIsAnsweredToo(@ForAll long seed) {
    var dice = new Random(seed);
    var types = List.copyOf(BODIES.keySet());
    String type = types.get(dice.nextInt(types.size()));
    Json mutated = BODIES.get(type);
    for (int i = dice.nextInt(4); i >= 0; i--) {
      mutated = mutated(mutated, dice, dice.nextInt(1, 12));
    }
    if (mutated instanceof Json.Obj body && !body.members().isEmpty()) {
      String by = PARTIES.get(dice.nextInt(PARTIES.size()));
      assertThat(execute(by, type, body, "n" + dice.nextInt(1_000_000)).code()).isNotBlank();
    }
  }

  /// Bug: a holiday in the year 999999999 was an arithmetic exception while the command was read.
  @Example
  void aHolidayFarAwayIsMalformed() {
    Json.Obj calendar =
        Bodies.body(
            "{'weekdays':['MONDAY'],'sessions':[{'from':0,'to':9}],'zone':'x',"
                + "'offsetMinutes':'0','dailyCutOff':9,'holidays':['2026-01-01']}");
    var far = set("holidays", Bodies.texts("+999999999-12-31")).apply(calendar);
    assertThat(announced(calendar).code()).isNotEqualTo("command.MALFORMED");
    assertThat(announced(far).code()).isEqualTo("command.MALFORMED");
  }

  private static Outcome announced(Json.Obj calendar) {
    Json.Obj compliance = Json.Obj.empty().with("calendar", calendar);
    Json.Obj body = Market.terms(set("compliance", compliance)).apply(Market.announcement());
    return execute("issuer", "offering.announce", body, "n");
  }

  private static Map<String, Json.Obj> bodies() {
    var bodies = new TreeMap<String, Json.Obj>();
    for (CommandType type : RULES.contracts().keySet()) {
      bodies.put(type.name(), grown(type.name(), Json.Obj.empty()));
    }
    bodies.put("offering.announce", Market.announcement());
    return bodies;
  }

  /// Adds what is missing until nothing is.
  private static Json.Obj grown(String type, Json.Obj start) {
    Json.Obj body = start;
    for (int i = 0; i < 60; i++) {
      Matcher missing = MISSING.matcher(execute("alice", type, body, "n").detail());
      if (!missing.matches() || !missing.group(1).startsWith("body.")) {
        return body;
      }
      body = filled(type, body, missing.group(1).substring("body.".length()));
    }
    return body;
  }

  private static Json.Obj filled(String type, Json.Obj body, String path) {
    Optional<Json.Obj> second = Optional.empty();
    for (Json candidate : candidates(type, body, path)) {
      Json.Obj next = (Json.Obj) put(body, List.of(path.split("\\.", -1)), candidate);
      Outcome outcome = execute("alice", type, next, "n");
      Matcher missing = MISSING.matcher(outcome.detail());
      boolean further = missing.matches() && missing.group(1).startsWith("body.");
      if (!outcome.code().equals("command.MALFORMED") || further) {
        return next;
      }
      boolean other = !outcome.detail().startsWith("body." + path + " ");
      second = second.isEmpty() && other ? Optional.of(next) : second;
    }
    return second.orElse(body);
  }

  private static List<Json> candidates(String type, Json.Obj body, String path) {
    var candidates = new ArrayList<Json>();
    Json.Obj wrong =
        (Json.Obj) put(body, List.of(path.split("\\.", -1)), new Json.Text("no such thing"));
    Matcher oneOf = ONE_OF.matcher(execute("alice", type, wrong, "n").detail());
    if (oneOf.find()) {
      candidates.add(new Json.Text(oneOf.group(1)));
    }
    if (HINTS.containsKey(path.substring(path.lastIndexOf('.') + 1))) {
      candidates.add(HINTS.get(path.substring(path.lastIndexOf('.') + 1)));
    }
    for (String text : List.of("tea", "100", "f".repeat(64), "EVERYONE")) {
      candidates.add(new Json.Text(text));
    }
    candidates.add(new Json.Whole(1));
    candidates.add(new Json.Truth(true));
    candidates.add(new Json.Text(Digest.ZERO.bytes().base64()));
    candidates.add(WORDS);
    candidates.addAll(DOCUMENTS);
    candidates.add(new Json.Arr(List.of(Json.Obj.empty())));
    for (String text : List.of("tea", "OWNER", "*")) {
      candidates.add(Bodies.texts(text));
    }
    candidates.add(new Json.Arr(List.of()));
    candidates.add(Json.Obj.empty());
    return candidates;
  }

  /// The same with a member set, `list[0]` being the first item of a list.
  private static Json put(Json in, List<String> path, Json value) {
    if (path.isEmpty()) {
      return value;
    }
    String step = path.getFirst();
    boolean item = step.endsWith("[0]");
    String name = item ? step.substring(0, step.length() - 3) : step;
    var members = new LinkedHashMap<>(((Json.Obj) in).members());
    Json old = members.getOrDefault(name, Json.Obj.empty());
    List<String> rest = path.subList(1, path.size());
    if (item && old instanceof Json.Arr(List<Json> items)) {
      var more = new ArrayList<>(items);
      more.set(0, put(more.getFirst(), rest, value));
      members.put(name, new Json.Arr(more));
    } else {
      members.put(name, put(old, rest, value));
    }
    return new Json.Obj(members);
  }

  /// Exchanges, drops or repeats something at most so deep.
  private static Json mutated(Json json, Random dice, int depth) {
    if (depth > 0 && json instanceof Json.Obj(var members) && !members.isEmpty()) {
      var more = new LinkedHashMap<>(members);
      String name = List.copyOf(members.keySet()).get(dice.nextInt(members.size()));
      if (dice.nextInt(12) == 0) {
        more.remove(name);
      } else {
        more.put(name, mutated(more.getOrDefault(name, json), dice, depth - 1));
      }
      return new Json.Obj(more);
    }
    if (depth > 0 && json instanceof Json.Arr(var items) && !items.isEmpty()) {
      var more = new ArrayList<>(items);
      int index = dice.nextInt(items.size());
      switch (dice.nextInt(6)) {
        case 0 -> more.remove(index);
        case 1 -> more.addAll(Collections.nCopies(70, items.get(index)));
        default -> more.set(index, mutated(items.get(index), dice, depth - 1));
      }
      return new Json.Arr(more);
    }
    return POOL.get(dice.nextInt(POOL.size()));
  }
}
