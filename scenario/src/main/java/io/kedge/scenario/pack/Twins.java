package io.kedge.scenario.pack;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The rule that a refused step shows something only where an accepted one differs from it in one
/// thing at most: the other differences are then in the state. One thing may stand in several
/// members, such as a voucher in a command and in the document inside it.
final class Twins {
  private Twins() {}

  /// @throws PackException where a refused step has no such twin
  static void require(List<Statement> statements) {
    for (Statement statement : statements) {
      if (statement instanceof Statement.Send send && send.refused().isPresent()) {
        require(send, send.refused().get(), statements);
      }
    }
  }

  private static void require(
      Statement.Send send, Statement.Refused refused, List<Statement> statements) {
    Optional<Statement.Send> twin =
        statements.stream()
            .filter(s -> s instanceof Statement.Send)
            .map(Statement.Send.class::cast)
            .filter(s -> s.refused().isEmpty() && s.aliases().contains(refused.twin()))
            .findFirst();
    if (twin.isEmpty()) {
      throw new PackException(send.place(), "no accepted step is named $" + refused.twin());
    }
    var differences = new TreeSet<String>();
    var exchanges = new TreeSet<String>();
    SortedMap<String, String> one = flat(send);
    SortedMap<String, String> other = flat(twin.get());
    var paths = new TreeSet<>(one.keySet());
    paths.addAll(other.keySet());
    for (String path : paths) {
      if (!java.util.Objects.equals(one.get(path), other.get(path))) {
        differences.add(path);
        exchanges.add(one.get(path) + " for " + other.get(path));
      }
    }
    if (exchanges.size() > 1) {
      throw new PackException(
          send.place(),
          "it differs from $" + refused.twin() + " in more than one thing: " + differences);
    }
  }

  private static SortedMap<String, String> flat(Statement.Send send) {
    var flat = new TreeMap<String, String>();
    flat.put("@sender", send.sender().toString());
    flat.put("@type", send.type() + "/" + send.version());
    flatten("", send.body(), flat);
    return flat;
  }

  private static void flatten(String path, Value value, SortedMap<String, String> into) {
    switch (value) {
      case Value.Text(String text) -> into.put(path, text);
      case Value.Truth(boolean truth) -> into.put(path, "(" + truth + ")");
      case Value.Alias(Place _, String name) -> into.put(path, "$" + name);
      case Value.Items(List<Value> items) -> {
        for (int i = 0; i < items.size(); i++) {
          flatten(path + "." + i, items.get(i), into);
        }
      }
      case Value.Obj(var members) ->
          members.forEach((name, member) -> flatten(path + "." + name, member, into));
      case Value.Call call -> {
        into.put(path + "()", call.name());
        flatten(path + "()", new Value.Items(call.arguments()), into);
        flatten(path, call.members(), into);
      }
    }
  }
}
