package io.kedge.scenario.pack;

import io.kedge.kernel.Json;
import io.kedge.scenario.goods.Good;
import io.kedge.scenario.goods.GoodsException;
import io.kedge.scenario.goods.GoodsImport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// `import goods FILE.csv`: for every row of the table a step that enters it in the catalogue and a
/// step that registers a stock of it as an anchor. The anchor of the row `tea.x` is named
/// `$asset-tea-x`, its statement `$statement-tea-x`.
final class GoodsStatements {
  private final Place place;
  private final PackFiles files;
  private final Lexicon lexicon;
  private final Map<String, Value> members;

  GoodsStatements(Place place, PackFiles files, Lexicon lexicon, Value.Obj members) {
    this.place = place;
    this.files = files;
    this.lexicon = lexicon;
    this.members = members.members();
  }

  List<Statement> read(String file) {
    String csv =
        files.find(file).orElseThrow(() -> new PackException(place, "there is no file " + file));
    var statements = new ArrayList<Statement>();
    try {
      for (Good good : Good.read(csv)) {
        statements.add(entry(good));
        statements.add(anchor(good));
      }
    } catch (GoodsException e) {
      throw new PackException(new Place(file, e.line()), String.valueOf(e.getMessage()));
    }
    return statements;
  }

  private Statement entry(Good good) {
    return send(
        word("operator") + " enters " + good.names().get("en") + " in the catalogue",
        name("operator") + "列入实物资产目录：" + good.names().get("zh-CN"),
        word("operator"),
        "catalogue.putEntry",
        (Value.Obj) value(GoodsImport.entry(good)),
        List.of());
  }

  private Statement anchor(Good good) {
    var stock =
        new GoodsImport.Stock(word("custodian"), word("issuer"), Json.Obj.empty(), quantity(), 0);
    Value body = value(GoodsImport.anchor(good, stock));
    body = body.with(List.of("rights"), new Value.Items(List.of(member("right"))));
    body = body.with(List.of("deadline"), member("deadline"));
    String name = good.code().replace('.', '-').replace(':', '-').replace('/', '-');
    return send(
        word("owner") + " registers " + quantity() + " of " + good.code(),
        name("owner") + "登记锚定物：" + good.names().get("zh-CN") + "，数量 " + quantity(),
        word("owner"),
        "asset.register",
        (Value.Obj) body,
        List.of("asset-" + name, "statement-" + name));
  }

  private String name(String member) {
    return lexicon.word(place, word(member));
  }

  private Statement send(
      String told,
      String toldZh,
      String sender,
      String type,
      Value.Obj body,
      List<String> aliases) {
    return new Statement.Send(
        place,
        told,
        toldZh,
        Statement.sender(place, sender),
        type,
        1,
        body,
        Value.Obj.EMPTY,
        aliases,
        List.of(),
        Optional.empty(),
        new TreeSet<>());
  }

  private long quantity() {
    String word = word("quantity");
    if (!word.matches("[1-9]\\d{0,14}")) {
      throw new PackException(place, "quantity is not a whole number above 0: " + word);
    }
    return Long.parseLong(word);
  }

  private Value member(String name) {
    Value value = members.get(name);
    if (value == null) {
      throw new PackException(place, "the import has no member " + name);
    }
    return value;
  }

  private String word(String name) {
    if (member(name) instanceof Value.Text(String text)) {
      return text;
    }
    throw new PackException(place, "the member " + name + " is not one word");
  }

  private static Value value(Json json) {
    return switch (json) {
      case Json.Text(String text) -> new Value.Text(text);
      case Json.Truth(boolean truth) -> new Value.Truth(truth);
      case Json.Whole _ -> throw new IllegalStateException("goods have no small numbers");
      case Json.Arr(var items) ->
          new Value.Items(items.stream().map(GoodsStatements::value).toList());
      case Json.Obj(var object) -> {
        var values = new LinkedHashMap<String, Value>();
        object.forEach((name, member) -> values.put(name, value(member)));
        yield new Value.Obj(values);
      }
    };
  }
}
