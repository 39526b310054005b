package io.kedge.scenario.pack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Turns lines into statements.
final class StatementReader {
  private static final int PHRASES_DEEP = 6;

  private final PhraseBook phrases;
  private final PackFiles files;
  private final Lexicon lexicon;

  StatementReader(PhraseBook phrases, PackFiles files) {
    this.phrases = phrases;
    this.files = files;
    this.lexicon = phrases.lexicon();
  }

  List<Statement> read(List<Line> lines) {
    lines.forEach(this::introduce);
    var statements = new ArrayList<Statement>();
    lines.forEach(line -> statements.addAll(read(line, 0)));
    return statements;
  }

  /// Names are known from the first line on, wherever their `who` stands.
  private void introduce(Line line) {
    if (line.text().startsWith("who ")) {
      Statement.Who who = who(line, Sentence.of(line).words());
      lexicon.party(who.id(), who.zh());
    }
  }

  private List<Statement> read(Line line, int depth) {
    var sentence = Sentence.of(line);
    List<String> words = sentence.words();
    return switch (words.getFirst()) {
      case "==" -> List.of(chapter(line, words));
      case "who" -> List.of(who(line, words));
      case "at" -> List.of(new Statement.At(line.place(), moment(line, words)));
      case "let" -> List.of(let(line, words));
      case "point" -> List.of(point(line, words));
      case "send" -> List.of(send(line, sentence));
      case "then" -> List.of(ThenReader.read(line, sentence));
      case "refused" -> List.of(refused(line, words, depth));
      case "import" -> imported(line, words);
      default -> phrase(line, sentence, depth);
    };
  }

  private static Statement chapter(Line line, List<String> words) {
    leaf(line);
    return new Statement.Chapter(line.place(), String.join(" ", words.subList(1, words.size())));
  }

  private static Statement.Who who(Line line, List<String> words) {
    leaf(line);
    if (words.size() != 4) {
      throw new PackException(line.place(), "expected `who ID \"English name\" \"中文名\"`");
    }
    return new Statement.Who(
        line.place(),
        words.get(1),
        Words.unquote(line.place(), words.get(2)),
        Words.unquote(line.place(), words.get(3)));
  }

  private static long moment(Line line, List<String> words) {
    leaf(line);
    if (words.size() < 3 || !words.get(1).equals("day")) {
      throw new PackException(line.place(), "expected `at day N HH:MM`");
    }
    return Offsets.moment(line.place(), words.subList(2, words.size()));
  }

  private static Statement let(Line line, List<String> words) {
    int equals = line.text().indexOf('=');
    if (words.size() < 4 || !words.get(2).equals("=")) {
      throw new PackException(line.place(), "expected `let $name = value`");
    }
    return new Statement.Let(
        line.place(),
        Statement.alias(line.place(), words.get(1)),
        ValueReader.value(
            line.place(), line.text().substring(equals + 1).strip(), line.children()));
  }

  private Statement point(Line line, List<String> words) {
    leaf(line);
    if (words.size() != 2 || !words.get(1).matches("[a-z0-9-]+")) {
      throw new PackException(line.place(), "expected `point name`");
    }
    return new Statement.Point(
        line.place(), words.get(1), files.find("expected/" + words.get(1) + ".csv"));
  }

  private Statement.Send send(Line line, Sentence sentence) {
    var words = new ArrayList<>(sentence.words());
    var texts = new ArrayList<String>();
    while (words.size() > 3 && words.getLast().startsWith("\"")) {
      texts.addFirst(Words.unquote(line.place(), words.removeLast()));
    }
    if (words.size() < 3 || words.size() > 4 || texts.size() > 2) {
      throw new PackException(
          line.place(), "expected `send PARTY concept.verb \"what it does\" \"做什么\"`");
    }
    Statement.Sender sender = Statement.sender(line.place(), words.get(1));
    String told = texts.isEmpty() ? sentence.told() : words.get(1) + " " + texts.getFirst();
    String does = texts.size() == 2 ? texts.get(1) : " 发送 " + words.get(2);
    int version = words.size() == 4 ? version(line.place(), words.get(3)) : 1;
    var members = new ArrayList<Line>();
    var buts = new ArrayList<Statement.But>();
    sort(line.children(), members, buts);
    Value.Obj all = ValueReader.members(members);
    return new Statement.Send(
        line.place(),
        told,
        Lexicon.tidy(lexicon.sender(line.place(), sender) + does),
        sender,
        words.get(2),
        version,
        part(all, false),
        part(all, true),
        sentence.aliases(),
        buts,
        Optional.empty(),
        sentence.requirements());
  }

  private static int version(Place place, String word) {
    if (!word.matches("version=[1-9]\\d{0,3}")) {
      throw new PackException(place, "expected version=N, found " + word);
    }
    return Integer.parseInt(word.substring("version=".length()));
  }

  private void sort(List<Line> children, List<Line> members, List<Statement.But> buts) {
    for (Line child : children) {
      if (child.text().startsWith("but ")) {
        buts.add(ButReader.read(child, lexicon));
      } else {
        members.add(child);
      }
    }
  }

  /// Members that begin with `@` belong to the header, the others to the body.
  private static Value.Obj part(Value.Obj all, boolean header) {
    var members = new java.util.LinkedHashMap<String, Value>();
    all.members()
        .forEach(
            (name, value) -> {
              if (name.startsWith("@") == header) {
                members.put(header ? name.substring(1) : name, value);
              }
            });
    return new Value.Obj(members);
  }

  private Statement refused(Line line, List<String> words, int depth) {
    if (words.size() != 4 || !words.get(2).equals("like") || line.children().size() != 1) {
      throw new PackException(
          line.place(), "expected `refused concept.CODE like $step` and one step below it");
    }
    var refusal = new Statement.Refused(words.get(1), Statement.alias(line.place(), words.get(3)));
    List<Statement> below = read(line.children().getFirst(), depth);
    if (below.size() != 1 || !(below.getFirst() instanceof Statement.Send send)) {
      throw new PackException(line.place(), "only a sentence that sends one command is refused");
    }
    if (!send.buts().isEmpty() || !send.aliases().isEmpty()) {
      throw new PackException(line.place(), "a refused step creates nothing and has no `but`");
    }
    SortedSet<String> tags = new TreeSet<>(send.requirements());
    tags.addAll(Sentence.of(line).requirements());
    return new Statement.Send(
        send.place(),
        send.told(),
        send.toldZh(),
        send.sender(),
        send.type(),
        send.version(),
        send.body(),
        send.header(),
        List.of(),
        List.of(),
        Optional.of(refusal),
        Collections.unmodifiableSortedSet(tags));
  }

  private List<Statement> imported(Line line, List<String> words) {
    if (words.size() != 3 || !words.get(1).equals("goods")) {
      throw new PackException(line.place(), "expected `import goods FILE.csv`");
    }
    return new GoodsStatements(line.place(), files, lexicon, ValueReader.members(line.children()))
        .read(words.get(2));
  }

  private List<Statement> phrase(Line line, Sentence sentence, int depth) {
    if (depth >= PHRASES_DEEP) {
      throw new PackException(line.place(), "a phrase that means itself");
    }
    PhraseBook.Expansion meant =
        phrases
            .expand(line.place(), sentence.words())
            .orElseThrow(
                () ->
                    new PackException(
                        line.place(), "no statement and no phrase: " + sentence.told()));
    var statements = new ArrayList<Statement>();
    meant.lines().forEach(part -> statements.addAll(read(part, depth + 1)));
    int last = statements.size() - 1;
    while (last >= 0 && !(statements.get(last) instanceof Statement.Send)) {
      last--;
    }
    if (last >= 0) {
      Statement.Send send = (Statement.Send) statements.get(last);
      boolean alone = statements.stream().filter(s -> s instanceof Statement.Send).count() == 1;
      String told = alone ? sentence.told() : send.told();
      String toldZh = alone ? meant.toldZh().orElse(send.toldZh()) : send.toldZh();
      statements.set(last, add(line, sentence, send, told, toldZh));
    } else if (!line.children().isEmpty() || !sentence.aliases().isEmpty()) {
      throw new PackException(line.place(), "this sentence sends no command");
    }
    return statements;
  }

  /// What a sentence adds to the command its phrase sends: names, tags, members and `but`s. A
  /// sentence that sends several commands leaves each its own telling.
  private Statement.Send add(
      Line line, Sentence sentence, Statement.Send send, String told, String toldZh) {
    var members = new ArrayList<Line>();
    var buts = new ArrayList<>(send.buts());
    sort(line.children(), members, buts);
    Value.Obj more = ValueReader.members(members);
    Value body = send.body();
    for (var member : part(more, false).members().entrySet()) {
      body = body.with(List.of(member.getKey().split("\\.")), member.getValue());
    }
    Value header = send.header();
    for (var member : part(more, true).members().entrySet()) {
      header = header.with(List.of(member.getKey()), member.getValue());
    }
    SortedSet<String> tags = new TreeSet<>(send.requirements());
    tags.addAll(sentence.requirements());
    return new Statement.Send(
        line.place(),
        told,
        toldZh,
        send.sender(),
        send.type(),
        send.version(),
        (Value.Obj) body,
        (Value.Obj) header,
        sentence.aliases().isEmpty() ? send.aliases() : sentence.aliases(),
        buts,
        send.refused(),
        Collections.unmodifiableSortedSet(tags));
  }

  static void leaf(Line line) {
    if (!line.children().isEmpty()) {
      throw new PackException(line.children().getFirst().place(), "nothing belongs below this");
    }
  }
}
