package io.kedge.ledger.publish;

import io.kedge.kernel.Bytes;

/// What somebody asks for.
///
/// @param method what he wants to do
/// @param path without the leading slash and without a query
/// @param body empty where there is none
public record Request(Method method, String path, Bytes body) {
  /// What one may want to do with a path.
  public enum Method {
    /// Read what is there.
    GET,
    /// Hand something in.
    POST
  }

  /// A question without a body.
  public static Request get(String path) {
    return new Request(Method.GET, path, Bytes.EMPTY);
  }

  /// Something handed in.
  public static Request post(String path, Bytes body) {
    return new Request(Method.POST, path, body);
  }
}
