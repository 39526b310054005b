package io.kedge.server.api;

import org.springframework.http.HttpStatus;

/// Why a part of the server turned a request away: a constant of an ordered, public enum, one enum
/// per package, as the contracts have their refusals. Its words are in `problems_zh.properties` and
/// `problems_en.properties`.
public interface ProblemKind {
  /// The constant's name.
  String name();

  /// The HTTP status it is told with.
  HttpStatus status();

  /// The public code: the package, a dot, the name; for example `identity.LOCKED`.
  default String code() {
    String pkg = getClass().getPackageName();
    return pkg.substring(pkg.lastIndexOf('.') + 1) + "." + name();
  }
}
