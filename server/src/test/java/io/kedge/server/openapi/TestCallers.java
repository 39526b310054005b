package io.kedge.server.openapi;

import io.kedge.kernel.PartyId;
import io.kedge.party.Role;
import io.kedge.server.access.Caller;
import io.kedge.server.access.CallerSource;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Signs tests in without a login, with any roles and permissions: to reach what stands behind a
/// login. It is part of the tests alone, and takes a secret that only this run knows.
@Component
@Order(0)
public final class TestCallers implements CallerSource {
  private static final String HEADER = "X-Test-Caller";
  private static final String SECRET = secret();

  private static String secret() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// The headers that make a request one of this party.
  ///
  /// @param roles what it acts as on the ledger
  /// @param permissions what the account may do beside commands
  public static String[] headers(String party, Set<Role> roles, Set<String> permissions) {
    var names = new TreeSet<String>();
    roles.forEach(role -> names.add(role.name()));
    String value =
        String.join(
            "|",
            SECRET,
            party,
            String.join(",", names),
            String.join(",", new TreeSet<>(permissions)));
    return new String[] {HEADER, value};
  }

  @Override
  public Optional<Caller> callerOf(HttpServletRequest request) {
    String header = request.getHeader(HEADER);
    if (header == null || !header.startsWith(SECRET + "|")) {
      return Optional.empty();
    }
    String[] parts = header.split("\\|", -1);
    var roles = new TreeSet<Role>();
    for (String role : parts[2].split(",")) {
      if (!role.isEmpty()) {
        roles.add(Role.valueOf(role));
      }
    }
    return Optional.of(
        new Caller(
            "test-" + parts[1],
            parts[1],
            "trading-system",
            new PartyId(parts[1]),
            Optional.empty(),
            roles,
            Set.of(parts[3].split(",")),
            Caller.Means.SESSION));
  }
}
