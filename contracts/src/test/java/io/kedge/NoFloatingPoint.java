package io.kedge;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.stream.Stream;

/// No field, parameter, result or call of a class has to do with `float` or `double`.
final class NoFloatingPoint extends ArchCondition<JavaClass> {
  private static final List<String> FLOATING =
      List.of("float", "double", "java.lang.Float", "java.lang.Double");

  NoFloatingPoint() {
    super("be free of floating point");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    for (var field : type.getFields()) {
      judge(type, field.getFullName(), Stream.of(field.getRawType()), events);
    }
    for (var unit : type.getCodeUnits()) {
      var types =
          Stream.concat(Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream());
      judge(type, unit.getFullName(), types, events);
      unit.getAccessesFromSelf().forEach(access -> judge(type, access, events));
    }
  }

  private static void judge(JavaClass type, JavaAccess<?> access, ConditionEvents events) {
    var types =
        switch (access.getTarget()) {
          case com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget unit ->
              Stream.concat(
                  Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream());
          case com.tngtech.archunit.core.domain.AccessTarget.FieldAccessTarget field ->
              Stream.of(field.getRawType());
          default -> Stream.<JavaClass>empty();
        };
    judge(type, access.getDescription(), types, events);
  }

  private static void judge(
      JavaClass type, String where, Stream<JavaClass> types, ConditionEvents events) {
    if (types.map(NoFloatingPoint::element).anyMatch(FLOATING::contains)) {
      events.add(SimpleConditionEvent.violated(type, where + " is floating point"));
    }
  }

  private static String element(JavaClass type) {
    return type.getBaseComponentType().getName();
  }
}
