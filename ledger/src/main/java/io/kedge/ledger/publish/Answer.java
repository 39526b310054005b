package io.kedge.ledger.publish;

import io.kedge.kernel.Bytes;

/// What is answered.
///
/// @param status of HTTP: 200, 400, 403, 404, 405, 409, 413, 422, 500 or 503
/// @param contentType of the body
/// @param caching how long it may be kept
/// @param body the content
public record Answer(int status, String contentType, Caching caching, Bytes body) {
  /// UTF-8 text.
  public static final String TEXT = "text/plain; charset=utf-8";

  /// Bytes.
  public static final String BINARY = "application/octet-stream";

  /// JSON.
  public static final String JSON = "application/json";

  /// How long an answer may be kept.
  public enum Caching {
    /// It changes: ask again.
    NONE,
    /// It never changes.
    FOR_EVER
  }

  /// Something that changes.
  public static Answer changing(String contentType, Bytes body) {
    return new Answer(200, contentType, Caching.NONE, body);
  }

  /// Something that never changes.
  public static Answer lasting(String contentType, Bytes body) {
    return new Answer(200, contentType, Caching.FOR_EVER, body);
  }

  /// A no, with a reason for people.
  public static Answer no(int status, String reason) {
    return new Answer(status, TEXT, Caching.NONE, Bytes.utf8(reason + "\n"));
  }

  /// There is nothing of that name.
  public static Answer none(String path) {
    return no(404, "there is no " + path);
  }
}
