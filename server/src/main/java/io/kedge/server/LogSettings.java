package io.kedge.server;

import java.util.Map;

/// Where the log goes: one JSON object a line, on standard output where the platform collects that,
/// and into `DIR/logs/server.log` where a person sits before the terminal.
public final class LogSettings {
  private LogSettings() {}

  /// As properties of Spring.
  public static Map<String, Object> of(ServerSettings settings) {
    if (!ParentWatch.isChild()) {
      return Map.of("logging.structured.format.console", "logstash");
    }
    return Map.of(
        "logging.file.name", settings.data().resolve("logs").resolve("server.log").toString(),
        "logging.structured.format.file", "logstash",
        "logging.threshold.console", "OFF",
        "logging.logback.rollingpolicy.max-file-size", "50MB",
        "logging.logback.rollingpolicy.max-history", "30",
        "logging.logback.rollingpolicy.total-size-cap", "1GB");
  }
}
