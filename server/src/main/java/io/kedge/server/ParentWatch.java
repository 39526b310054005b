package io.kedge.server;

/// Ends this process when the one that started it is gone, however that went: a command line that
/// was killed leaves no server behind.
public final class ParentWatch {
  /// The system property that `kedge` starts a server with.
  public static final String CHILD = "kedge.child";

  private ParentWatch() {}

  /// True where `kedge` started this process.
  public static boolean isChild() {
    return Boolean.getBoolean(CHILD);
  }

  /// Begins to watch, where `kedge` started this process.
  public static void begin() {
    if (isChild()) {
      ProcessHandle.current().parent().ifPresent(ParentWatch::endWith);
    }
  }

  private static void endWith(ProcessHandle parent) {
    var _ = parent.onExit().thenRun(() -> System.exit(0));
  }
}
