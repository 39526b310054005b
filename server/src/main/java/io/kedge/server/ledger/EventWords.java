package io.kedge.server.ledger;

import io.kedge.contract.DomainEvent;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.LedgerTime;
import io.kedge.server.reading.Told;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tells an event in the words of the domain: every member of its record by name, ids as texts,
/// quantities as decimal strings, times as ISO 8601, bytes in hexadecimal.
final class EventWords {
  /// How deep a record may stand in another: an offering's terms need five.
  private static final int DEPTH_MAX = 12;

  private EventWords() {}

  static Map<String, Object> of(DomainEvent event) {
    return members(event, 0);
  }

  private static Map<String, Object> members(Object value, int depth) {
    var members = new LinkedHashMap<String, Object>();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      Object member = told(read(component, value), depth + 1);
      if (member != null) {
        members.put(component.getName(), member);
      }
    }
    return members;
  }

  private static @Nullable Object told(@Nullable Object value, int depth) {
    return switch (value) {
      case null -> null;
      case Optional<?> maybe -> maybe.map(inside -> told(inside, depth)).orElse(null);
      case Long number -> Told.number(number.longValue());
      case LedgerTime time -> Told.time(time.millis());
      case Digest digest -> digest.hex();
      case Bytes bytes -> bytes.hex();
      case Enum<?> name -> name.name();
      case Collection<?> items -> items.stream().map(item -> told(item, depth)).toList();
      case Map<?, ?> map -> new LinkedHashMap<>(map);
      case Record inner when depth < DEPTH_MAX -> inner(inner, depth);
      case String text -> text;
      case Integer small -> small;
      case Boolean truth -> truth;
      default -> value.toString();
    };
  }

  /// A record of one member stands for that member; a kind of a sealed type says which it is.
  private static @Nullable Object inner(Record inner, int depth) {
    RecordComponent[] components = inner.getClass().getRecordComponents();
    boolean kind =
        java.util.Arrays.stream(inner.getClass().getInterfaces()).anyMatch(Class::isSealed);
    if (components.length == 1 && !kind) {
      return told(read(components[0], inner), depth + 1);
    }
    var members = new LinkedHashMap<String, Object>();
    if (kind) {
      String name = inner.getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_");
      members.put("kind", name.toUpperCase(java.util.Locale.ROOT));
    }
    members.putAll(members(inner, depth));
    return members;
  }

  /// What an event is about: the id it begins with, or that of the thing it begins with.
  static Optional<String> subject(DomainEvent event) {
    RecordComponent[] components = event.getClass().getRecordComponents();
    return components.length == 0
        ? Optional.empty()
        : Optional.ofNullable(read(components[0], event)).flatMap(EventWords::id);
  }

  private static Optional<String> id(Object first) {
    if (!(first instanceof Record inner) || first instanceof LedgerTime) {
      return Optional.empty();
    }
    RecordComponent[] components = inner.getClass().getRecordComponents();
    Object value = components.length == 0 ? null : read(components[0], inner);
    return switch (value) {
      case String text when components.length == 1 -> Optional.of(text);
      case Record id when id.getClass().getRecordComponents().length == 1 -> id(id);
      case null, default -> Optional.empty();
    };
  }

  private static @Nullable Object read(RecordComponent component, Object of) {
    try {
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }
}
