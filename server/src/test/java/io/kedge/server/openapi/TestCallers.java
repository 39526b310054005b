package io.kedge.server.openapi;

import io.kedge.kernel.PartyId;
import io.kedge.party.Role;
import io.kedge.server.access.Caller;
import io.kedge.server.access.CallerSource;
import io.kedge.server.store.Store;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Signs tests in without a login, with any roles and permissions: to reach what stands behind a
/// login. It is part of the tests alone, and takes a secret that only this run knows.
@Component
@Order(0)
public final class TestCallers implements CallerSource {
  private static final String HEADER = "X-Test-Caller";
  private static final String SECRET = secret();

  private final ObjectProvider<Store> store;
  private final Set<String> made = ConcurrentHashMap.newKeySet();

  TestCallers(ObjectProvider<Store> store) {
    this.store = store;
  }

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
    String account = "test-" + parts[1];
    if (made.add(account)) {
      make(account, parts[1]);
    }
    return Optional.of(
        new Caller(
            account,
            parts[1],
            "trading-system",
            new PartyId(parts[1]),
            Optional.empty(),
            roles,
            Set.of(parts[3].split(",")),
            Caller.Means.SESSION));
  }

  /// What an account points at has to be there, as it is for those who really sign in.
  private void make(String account, String party) {
    store
        .getObject()
        .db()
        .execute(
            "insert into kedge.account (id, ledger, party, login, display_name, status, created_at,"
                + " changed_at) values (?, 'trading-system', ?, ?, ?, 'ACTIVE', 0, 0)"
                + " on conflict do nothing",
            account,
            party,
            account,
            party);
  }
}
