package io.kedge.server.identity;

import io.kedge.party.CommandPattern;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// How far an API key or a client certificate reaches: at most as far as its account, and only
/// where a scope says so.
///
/// @param names `read` (everything the account may read), the name of a permission, or `command:`
///     and a pattern of commands such as `command:order.*`
record Scopes(Set<String> names) {
  static final String READ = "read";
  private static final String COMMAND = "command:";
  private static final int MAX = 64;

  Scopes {
    names = Set.copyOf(names);
    IdentityProblem.FIELD_WRONG.unless(!names.isEmpty() && names.size() <= MAX, "scopes");
    names.forEach(Scopes::require);
  }

  static Scopes of(String[] names) {
    return new Scopes(Set.copyOf(List.of(names)));
  }

  private static void require(String scope) {
    if (scope.startsWith(COMMAND)) {
      try {
        pattern(scope);
      } catch (IllegalArgumentException e) {
        throw IdentityProblem.FIELD_WRONG.problem("scopes: " + e.getMessage());
      }
      return;
    }
    IdentityProblem.FIELD_WRONG.unless(
        scope.equals(READ) || scope.matches("[a-z][a-z-]{0,40}:[a-z][a-zA-Z-]{0,40}"),
        "scopes: " + scope);
  }

  boolean mayRead() {
    return names.contains(READ);
  }

  boolean covers(String command) {
    return names.stream()
        .filter(scope -> scope.startsWith(COMMAND))
        .anyMatch(scope -> pattern(scope).covers(command));
  }

  /// Those of the account's permissions that are within reach.
  Set<String> within(Collection<String> permissions) {
    var reached = new TreeSet<String>();
    for (String permission : permissions) {
      if (names.contains(permission) || (mayRead() && permission.endsWith(":read"))) {
        reached.add(permission);
      }
    }
    return reached;
  }

  String[] array() {
    return names.stream().sorted().toArray(String[]::new);
  }

  private static CommandPattern pattern(String scope) {
    return new CommandPattern(scope.substring(COMMAND.length()));
  }
}
