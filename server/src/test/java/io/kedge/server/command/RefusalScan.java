package io.kedge.server.command;

import io.kedge.contract.Contract;
import io.kedge.contract.Refusal;
import io.kedge.contract.RuleBook;
import io.kedge.party.Mandates;
import io.kedge.rulebook.StandardRules;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Finds which refusals a command may meet, by following the calls from its contract through the
/// class files of the contracts: every constant of a refusal enum that some method on the way
/// names.
/// What is never met for reasons of value is found too; nothing that can be met is missed.
final class RefusalScan {
  private static final String BASE = "io/kedge/";
  private static final String CONTRACT = Contract.class.getName().replace('.', '/');

  /// A method of a class.
  private record Target(String owner, String name, String descriptor) {}

  private final Map<String, ClassModel> classes = new HashMap<>();
  private final Map<String, Set<String>> below = new HashMap<>();

  RefusalScan() throws IOException {
    Path location = location();
    if (Files.isDirectory(location)) {
      readAll(location);
    } else {
      try (FileSystem jar = FileSystems.newFileSystem(location)) {
        readAll(jar.getPath("/"));
      }
    }
    classes.forEach(
        (name, model) -> {
          model.superclass().ifPresent(above -> below(above.asInternalName()).add(name));
          model.interfaces().forEach(above -> below(above.asInternalName()).add(name));
        });
  }

  private static Path location() {
    try {
      URI uri = StandardRules.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Path.of(uri);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private void readAll(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        ClassModel model = ClassFile.of().parse(Files.readAllBytes(file));
        classes.put(model.thisClass().asInternalName(), model);
      }
    }
  }

  private Set<String> below(String name) {
    return below.computeIfAbsent(name, _ -> new HashSet<>());
  }

  /// The codes a command of this contract may be refused with by the contract itself.
  SortedSet<String> of(Contract<?> contract) {
    String owner = contract.getClass().getName().replace('.', '/');
    return follow(methods(owner, Set.of("decide", "precheck")));
  }

  /// The codes every command may be refused with before its contract decides.
  SortedSet<String> ofAll() {
    var roots = new HashSet<Target>();
    String rules = RuleBook.class.getName().replace('.', '/');
    roots.addAll(methods(rules, Set.of("parse", "authenticate", "decide", "execute")));
    roots.addAll(methods(Mandates.class.getName().replace('.', '/'), Set.of("check")));
    return follow(roots);
  }

  private Set<Target> methods(String owner, Set<String> names) {
    var targets = new HashSet<Target>();
    for (MethodModel method : classes.get(owner).methods()) {
      if (names.contains(method.methodName().stringValue())) {
        targets.add(
            new Target(
                owner, method.methodName().stringValue(), method.methodType().stringValue()));
      }
    }
    return targets;
  }

  private SortedSet<String> follow(Set<Target> roots) {
    var codes = new TreeSet<String>();
    var seen = new HashSet<Target>(roots);
    Deque<Target> open = new ArrayDeque<>(roots);
    while (!open.isEmpty()) {
      for (MethodModel method : implementations(open.pop())) {
        method
            .code()
            .ifPresent(
                code -> {
                  for (CodeElement element : code) {
                    refusal(element).ifPresent(codes::add);
                    for (Target next : calls(element)) {
                      if (seen.add(next)) {
                        open.add(next);
                      }
                    }
                  }
                });
      }
    }
    return codes;
  }

  private Optional<String> refusal(CodeElement element) {
    if (!(element instanceof FieldInstruction field)
        || !field.owner().asInternalName().startsWith(BASE)
        || !field
            .typeSymbol()
            .descriptorString()
            .equals("L" + field.owner().asInternalName() + ";")) {
      return Optional.empty();
    }
    try {
      Class<?> type = Class.forName(field.owner().asInternalName().replace('/', '.'));
      if (type.isEnum() && Refusal.class.isAssignableFrom(type)) {
        for (Object constant : type.getEnumConstants()) {
          if (((Enum<?>) constant).name().equals(field.name().stringValue())) {
            return Optional.of(((Refusal) constant).code());
          }
        }
      }
      return Optional.empty();
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Target> calls(CodeElement element) {
    return switch (element) {
      case InvokeInstruction call ->
          target(
              call.owner().asInternalName(), call.name().stringValue(), call.type().stringValue());
      case InvokeDynamicInstruction call ->
          call.invokedynamic().bootstrap().arguments().stream()
              .flatMap(argument -> handle(argument).stream())
              .toList();
      default -> List.of();
    };
  }

  private static List<Target> handle(LoadableConstantEntry argument) {
    if (!(argument instanceof MethodHandleEntry handle)) {
      return List.of();
    }
    var reference = handle.reference();
    return target(
        reference.owner().asInternalName(),
        reference.name().stringValue(),
        reference.type().stringValue());
  }

  private static List<Target> target(String owner, String name, String descriptor) {
    return owner.startsWith(BASE) && !owner.equals(CONTRACT)
        ? List.of(new Target(owner, name, descriptor))
        : List.of();
  }

  /// The method itself, in its class or above, and what stands in its place in classes below.
  private List<MethodModel> implementations(Target target) {
    var found = new ArrayList<MethodModel>();
    for (String above = target.owner(); classes.containsKey(above); ) {
      own(above, target).forEach(found::add);
      above =
          classes.get(above).superclass().map(entry -> entry.asInternalName()).orElse("nothing");
    }
    Deque<String> open = new ArrayDeque<>(below(target.owner()));
    while (!open.isEmpty()) {
      String name = open.pop();
      own(name, target).forEach(found::add);
      open.addAll(below(name));
    }
    return found;
  }

  private Stream<MethodModel> own(String owner, Target target) {
    return classes.get(owner).methods().stream()
        .filter(method -> method.methodName().equalsString(target.name()))
        .filter(method -> method.methodType().equalsString(target.descriptor()));
  }
}
