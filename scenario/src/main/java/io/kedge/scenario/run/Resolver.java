package io.kedge.scenario.run;

import io.kedge.contract.Envelope;
import io.kedge.contract.RefusedException;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Json;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.OfferingId;
import io.kedge.kernel.PartyId;
import io.kedge.note.Instrument;
import io.kedge.note.LockPurpose;
import io.kedge.note.Note;
import io.kedge.scenario.pack.Offsets;
import io.kedge.scenario.pack.Place;
import io.kedge.scenario.pack.Statement;
import io.kedge.scenario.pack.Value;
import io.kedge.subscription.AllotmentProposals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Works out what the values of a pack stand for: aliases, and the functions that
/// docs/reference/pack.md lists.
final class Resolver {
  private final Story story;
  private final Symbols symbols;
  private final String sender;

  Resolver(Story story, String sender) {
    this.story = story;
    this.symbols = new Symbols(story.books());
    this.sender = sender;
  }

  Json.Obj object(Value.Obj value) {
    var members = new LinkedHashMap<String, Json>();
    value.members().forEach((name, member) -> members.put(name, json(member)));
    return new Json.Obj(members);
  }

  Json json(Value value) {
    return switch (value) {
      case Value.Text(String text) -> new Json.Text(text);
      case Value.Truth(boolean truth) -> new Json.Truth(truth);
      case Value.Alias(Place place, String name) -> story.alias(place, name);
      case Value.Items(List<Value> items) -> new Json.Arr(items.stream().map(this::json).toList());
      case Value.Obj object -> object(object);
      case Value.Call call -> call(call);
    };
  }

  /// A value that must be a text.
  String text(Place place, Value value) {
    if (json(value) instanceof Json.Text(String text)) {
      return text;
    }
    throw wrong(place, "a value", "a text", "something else");
  }

  private Json call(Value.Call call) {
    if (!call.name().equals("document") && !call.members().members().isEmpty()) {
      throw wrong(call.place(), call.name(), "a function with members below it", "no such thing");
    }
    if (call.name().equals("papers")) {
      return papers(call);
    }
    if (call.name().equals("copies")) {
      return copies(call);
    }
    List<String> words = words(call);
    return switch (call.name()) {
      case "int" -> new Json.Whole(number(call, words));
      case "day" -> time(day(call, words));
      case "in" -> time(now().plusMillis(story.span(duration(call, words))));
      case "span" -> new Json.Text(Long.toString(story.span(duration(call, words))));
      case "money" -> money(call, words);
      case "notes" -> notes(call, words);
      case "payment" -> payment(call, words);
      case "lock" -> lock(call, words);
      case "voucher" -> voucher(call, words);
      case "instrument" -> new Json.Text(symbol(call, words).id().value());
      case "digest" -> new Json.Text(Digest.of(Bytes.utf8(one(call, words))).hex());
      case "public" -> new Json.Text(publicKey(call, words).base64());
      case "keyid" -> new Json.Text(keyId(call, words));
      case "secret" -> new Json.Text(secret(call, words).base64());
      case "commitment" -> new Json.Text(Digest.of(secret(call, words)).hex());
      case "cuts" -> cuts(call, words);
      case "look" -> new Json.Text(look(call, words));
      case "document" -> document(call, words);
      default -> throw wrong(call.place(), call.name(), "a function of the language", "unknown");
    };
  }

  /// `papers [licence, statute]`: what the sender files, by name and digest.
  private Json papers(Value.Call call) {
    var filed = new ArrayList<Json>();
    for (Value argument : call.arguments()) {
      List<Value> names = argument instanceof Value.Items(var items) ? items : List.of(argument);
      for (Value name : names) {
        String paper = text(call.place(), name);
        filed.add(
            Json.Obj.empty()
                .with("name", paper)
                .with("digest", Digest.of(Bytes.utf8(sender + " " + paper)).hex()));
      }
    }
    return new Json.Arr(filed);
  }

  /// `copies 10 {ppm: int 0}`: a list of so many times the same.
  private Json copies(Value.Call call) {
    List<Value> arguments = call.arguments();
    String count = arguments.size() == 2 ? text(call.place(), arguments.getFirst()) : "";
    if (!count.matches("[1-9]\\d?")) {
      throw wrong(call.place(), "copies", "copies N VALUE", arguments.size() + " words");
    }
    return new Json.Arr(
        java.util.Collections.nCopies(Integer.parseInt(count), json(arguments.get(1))));
  }

  private List<String> words(Value.Call call) {
    return call.arguments().stream().map(argument -> text(call.place(), argument)).toList();
  }

  private LedgerTime now() {
    return story.time(story.offset());
  }

  private static Json time(LedgerTime time) {
    return new Json.Text(Long.toString(time.millis()));
  }

  private LedgerTime day(Value.Call call, List<String> words) {
    return words.equals(List.of("never"))
        ? LedgerTime.NEVER
        : story.time(Offsets.moment(call.place(), words));
  }

  private static long duration(Value.Call call, List<String> words) {
    return Offsets.duration(call.place(), one(call, words));
  }

  private static long number(Value.Call call, List<String> words) {
    String word = one(call, words);
    if (!word.matches("0|[1-9]\\d{0,8}")) {
      throw wrong(call.place(), "int", "a small whole number", word);
    }
    return Long.parseLong(word);
  }

  private Json money(Value.Call call, List<String> words) {
    expect(call, words, 2, "money AMOUNT SYMBOL");
    Instrument cash = symbols.require(call.place(), words.get(1));
    return new Json.Text(Long.toString(symbols.units(call.place(), words.getFirst(), cash)));
  }

  /// `notes 500 CNY`: the sender's notes, the largest first, until they hold so much.
  private Json notes(Value.Call call, List<String> words) {
    boolean other = words.size() == 4 && words.get(2).equals("of");
    if (words.size() != 2 && !other) {
      throw wrong(call.place(), "notes", "notes AMOUNT SYMBOL [of PARTY]", words.toString());
    }
    String owner = other ? words.get(3) : sender;
    List<Note> chosen = choose(call.place(), owner, words.getFirst(), words.get(1));
    return Json.Arr.ofTexts(chosen.stream().map(note -> note.id().value()).toList());
  }

  private List<Note> choose(Place place, String owner, String amount, String symbol) {
    Instrument instrument = symbols.require(place, symbol);
    boolean all = amount.equals("all");
    long wanted = all ? 1 : symbols.units(place, amount, instrument);
    var chosen = new ArrayList<Note>();
    long units = 0;
    for (Note note : story.books().notesOf(new PartyId(owner), instrument.id())) {
      if (all || units < wanted) {
        chosen.add(note);
        units = Math.addExact(units, note.amount().units());
      }
    }
    if (units < wanted) {
      throw wrong(
          place,
          "the notes of " + owner,
          symbols.text(instrument.id(), wanted),
          symbols.text(instrument.id(), units));
    }
    return chosen;
  }

  /// `payment 500 CNY to bob`: the outputs of a transfer that spends `notes 500 CNY`: what bob
  /// gets, and the change.
  private Json payment(Value.Call call, List<String> words) {
    if (words.size() != 4 || !words.get(2).equals("to")) {
      throw wrong(call.place(), "payment", "payment AMOUNT SYMBOL to PARTY", words.toString());
    }
    Instrument instrument = symbols.require(call.place(), words.get(1));
    long paid = symbols.units(call.place(), words.getFirst(), instrument);
    long change =
        choose(call.place(), sender, words.getFirst(), words.get(1)).stream()
                .mapToLong(note -> note.amount().units())
                .reduce(0, Math::addExact)
            - paid;
    var outputs = new ArrayList<Json>();
    outputs.add(Json.Obj.empty().with("to", words.get(3)).with("units", paid));
    if (change > 0) {
      outputs.add(Json.Obj.empty().with("to", sender).with("units", change));
    }
    return new Json.Arr(outputs);
  }

  /// `lock of bob SELL_ORDER 2`: the second oldest of bob's sell orders.
  private Json lock(Value.Call call, List<String> words) {
    if (words.size() < 3 || words.size() > 4 || !words.getFirst().equals("of")) {
      throw wrong(call.place(), "lock", "lock of PARTY PURPOSE [N]", words.toString());
    }
    var owner = new PartyId(words.get(1));
    List<String> locks =
        story.books().locksOf(owner, LockPurpose.valueOf(words.get(2))).stream()
            .map(lock -> lock.id().value())
            .toList();
    return nth(call, locks, words.size() == 4 ? words.get(3) : "1");
  }

  /// `voucher of bob 2`: the second oldest of bob's open vouchers.
  private Json voucher(Value.Call call, List<String> words) {
    if (words.size() < 2 || words.size() > 3 || !words.getFirst().equals("of")) {
      throw wrong(call.place(), "voucher", "voucher of PARTY [N]", words.toString());
    }
    List<String> vouchers =
        story.auditor().openVouchers(new PartyId(words.get(1))).stream()
            .map(voucher -> voucher.id().value())
            .toList();
    return nth(call, vouchers, words.size() == 3 ? words.get(2) : "1");
  }

  private static Json nth(Value.Call call, List<String> found, String number) {
    int index = number.matches("[1-9]\\d?") ? Integer.parseInt(number) : Integer.MAX_VALUE;
    if (found.size() < index) {
      throw wrong(call.place(), call.name(), "number " + number, found.size() + " of them");
    }
    return new Json.Text(found.get(index - 1));
  }

  private Instrument symbol(Value.Call call, List<String> words) {
    return symbols.require(call.place(), one(call, words));
  }

  private Bytes publicKey(Value.Call call, List<String> words) {
    expect(call, words, 2, "public PARTY KEY");
    return story.keyring().publicKey(words.getFirst(), words.get(1));
  }

  private String keyId(Value.Call call, List<String> words) {
    expect(call, words, 2, "keyid PARTY KEY");
    return story.keyring().keyId(words.getFirst(), words.get(1)).value();
  }

  private Bytes secret(Value.Call call, List<String> words) {
    expect(call, words, 2, call.name() + " PARTY LABEL");
    return story.keyring().derive("secret", words.getFirst(), words.get(1));
  }

  /// The lines of an allotment, found in the applications as everybody can find them.
  private Json cuts(Value.Call call, List<String> words) {
    var offering = new OfferingId(one(call, words));
    try {
      Json.Obj body = AllotmentProposals.body(story.books().state(), offering);
      return body.members().getOrDefault("cuts", new Json.Arr(List.of()));
    } catch (RefusedException e) {
      throw wrong(call.place(), "cuts", "applications that are counted", e.refusal().code());
    }
  }

  private String look(Value.Call call, List<String> words) {
    expect(call, words, 3, "look CONCEPT ID member.member");
    return Inspector.member(story.books().state(), words.getFirst(), words.get(1), words.get(2))
        .orElseThrow(
            () -> wrong(call.place(), "look", String.join(" ", words), "there is no such thing"));
  }

  /// `document alice voucher.pickup` with the members of its body below: a signed envelope.
  private Json document(Value.Call call, List<String> words) {
    expect(call, words, 2, "document PARTY concept.name");
    Statement.Sender signer = Statement.sender(call.place(), words.getFirst());
    var inner = new Resolver(story, signer.party());
    Json.Obj payload =
        Json.Obj.empty()
            .with("ledger", story.ledgerId())
            .with("type", words.get(1))
            .with("by", signer.party())
            .with("body", inner.object(call.members()));
    return story.keyring().sign(Envelope.DOCUMENT, payload, signer.party(), signer.keys()).json();
  }

  private static String one(Value.Call call, List<String> words) {
    expect(call, words, 1, call.name() + " and one word");
    return words.getFirst();
  }

  private static void expect(Value.Call call, List<String> words, int count, String form) {
    if (words.size() != count) {
      throw wrong(call.place(), call.name(), form, words.toString());
    }
  }

  private static ScenarioFailure.Stop wrong(
      Place place, String what, String expected, String found) {
    return ScenarioFailure.stop(ScenarioFailure.Kind.STORY, place, what, expected, found);
  }
}
