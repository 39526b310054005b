package io.kedge.server.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/// Tells who sent a request.
@FunctionalInterface
public interface CallerSource {
  /// The account behind a request; empty where nobody is signed in.
  ///
  /// @throws io.kedge.server.api.Problem where what it shows is wrong, expired or revoked
  Optional<Caller> callerOf(HttpServletRequest request);
}
