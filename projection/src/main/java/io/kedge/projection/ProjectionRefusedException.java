package io.kedge.projection;

import org.jspecify.annotations.Nullable;

/// Read models that refuse to go on, by name.
public final class ProjectionRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ProjectionRefusal refusal;

  ProjectionRefusedException(ProjectionRefusal refusal, String detail) {
    this(refusal, detail, null);
  }

  ProjectionRefusedException(ProjectionRefusal refusal, String detail, @Nullable Throwable cause) {
    super(refusal + ": " + detail, cause);
    this.refusal = refusal;
  }

  /// The refusal's name.
  public ProjectionRefusal refusal() {
    return refusal;
  }
}
