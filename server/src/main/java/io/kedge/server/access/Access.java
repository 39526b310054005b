package io.kedge.server.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What a request must have to reach a controller method. A method without it stops the start.
///
/// Whether an actor may do a *command* is not asked here: the contract decides it. This is about
/// reading, and about the server's own tables.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Access {
  /// Anybody, signed in or not.
  String PUBLIC = "public";

  /// Any account that is signed in.
  String SIGNED_IN = "signedIn";

  /// [#PUBLIC], [#SIGNED_IN], or the name of a permission such as `money:approve`.
  String value();
}
