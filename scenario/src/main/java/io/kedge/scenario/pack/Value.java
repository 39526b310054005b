package io.kedge.scenario.pack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a member of a step is set to, before aliases and functions are worked out.
public sealed interface Value {
  /// A text as it is. Numbers are texts too: a command writes them as decimal strings.
  ///
  /// @param text the text
  record Text(String text) implements Value {}

  /// A truth value.
  ///
  /// @param value the value
  record Truth(boolean value) implements Value {}

  /// Something that an earlier step named with `as $name`.
  ///
  /// @param place where it is used
  /// @param name without the dollar sign
  record Alias(Place place, String name) implements Value {}

  /// A function of the runner, such as `day 3 09:00` or `notes 500 CNY`.
  ///
  /// @param place where it is used
  /// @param name its first word
  /// @param arguments the words after it
  /// @param members what is indented below it; none for most functions
  record Call(Place place, String name, List<Value> arguments, Obj members) implements Value {}

  /// A list.
  ///
  /// @param items the items in order
  record Items(List<Value> items) implements Value {
    /// Copies the items.
    public Items {
      items = List.copyOf(items);
    }
  }

  /// An object.
  ///
  /// @param members the members by name, in order
  record Obj(Map<String, Value> members) implements Value {
    /// No members.
    public static final Obj EMPTY = new Obj(Map.of());

    /// Copies the members.
    public Obj {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }
  }

  /// This value with the part at a path replaced or added.
  ///
  /// @param path names of members and, for lists, indexes from 0
  /// @throws IllegalArgumentException where the path leads nowhere
  default Value with(List<String> path, Value part) {
    return path.isEmpty() ? part : replace(path, part);
  }

  private Value replace(List<String> path, Value part) {
    String step = path.getFirst();
    List<String> rest = path.subList(1, path.size());
    return switch (this) {
      case Obj(var members) -> {
        var more = new LinkedHashMap<>(members);
        Value inner = more.getOrDefault(step, Obj.EMPTY);
        more.put(step, inner.with(rest, part));
        yield new Obj(more);
      }
      case Items(var items) -> {
        var more = new ArrayList<>(items);
        int index = indexOf(step, more.size());
        more.set(index, more.get(index).with(rest, part));
        yield new Items(more);
      }
      case Call call ->
          new Call(call.place, call.name, call.arguments, (Obj) call.members.with(path, part));
      case Text _, Truth _, Alias _ -> throw new IllegalArgumentException("nothing at " + step);
    };
  }

  /// This value without the part at a path.
  ///
  /// @throws IllegalArgumentException where there is no such part
  default Value without(List<String> path) {
    String step = path.getFirst();
    List<String> rest = path.subList(1, path.size());
    return switch (this) {
      case Obj(var members) when members.containsKey(step) -> {
        var fewer = new LinkedHashMap<>(members);
        Value inner = fewer.remove(step);
        if (inner != null && !rest.isEmpty()) {
          fewer.put(step, inner.without(rest));
        }
        yield new Obj(fewer);
      }
      case Items(var items) -> {
        var fewer = new ArrayList<>(items);
        int index = indexOf(step, fewer.size());
        Value inner = fewer.remove(index);
        if (!rest.isEmpty()) {
          fewer.add(index, inner.without(rest));
        }
        yield new Items(fewer);
      }
      case Call call ->
          new Call(call.place, call.name, call.arguments, (Obj) call.members.without(path));
      case Obj _, Text _, Truth _, Alias _ ->
          throw new IllegalArgumentException("nothing at " + step);
    };
  }

  private static int indexOf(String step, int size) {
    int index = step.matches("\\d{1,4}") ? Integer.parseInt(step) : -1;
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no item " + step);
    }
    return index;
  }
}
