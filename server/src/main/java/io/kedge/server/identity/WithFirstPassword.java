package io.kedge.server.identity;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A method that an account may call although it still has the password that was made for it:
/// everything else waits until it has set one of its own.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface WithFirstPassword {}
