package io.kedge.kernel;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Names the requirements a test or a rule shows, by their ids (for example `C-42`).
///
/// `kedge requirements` collects them into the requirement traceability matrix (需求跟踪矩阵).
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Requirement {
  /// The ids, each a letter (or two), a hyphen and two digits.
  String[] value();
}
