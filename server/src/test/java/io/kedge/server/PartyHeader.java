package io.kedge.server;

import io.kedge.kernel.PartyId;
import io.kedge.party.Parties;
import io.kedge.party.Party;
import io.kedge.server.access.Caller;
import io.kedge.server.access.CallerSource;
import io.kedge.server.gateway.LedgerGateway;
import jakarta.servlet.http.HttpServletRequest;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.context.ConfigurableApplicationContext;

/// Lets a test ask as any party of the story, by a header that only the test's server knows. How
/// somebody really signs in is tested where that is.
public final class PartyHeader implements CallerSource {
  private static final String NAME = "X-Test-Party";
  private static final String LEDGER = "trading-system";

  private final LedgerGateway gateway;

  private PartyHeader(LedgerGateway gateway) {
    this.gateway = gateway;
  }

  /// Teaches the shared server the header; again, it changes nothing.
  public static TestServer taught() {
    TestServer server = TestServer.shared();
    var context = (ConfigurableApplicationContext) server.running().context();
    var beans = context.getBeanFactory();
    if (!beans.containsSingleton(NAME)) {
      beans.registerSingleton(NAME, new PartyHeader(beans.getBean(LedgerGateway.class)));
    }
    return server;
  }

  /// Asks as a party.
  public static HttpResponse<String> get(String party, String path) {
    TestServer server = taught();
    return server.send(HttpRequest.newBuilder(server.at(path)).header(NAME, party));
  }

  @Override
  public Optional<Caller> callerOf(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader(NAME)).map(PartyId::new).map(this::caller);
  }

  private Caller caller(PartyId id) {
    Party party = Parties.require(gateway.ledger(LEDGER).view(), id);
    return new Caller(
        id.value(),
        id.value(),
        LEDGER,
        id,
        Optional.empty(),
        new TreeSet<>(party.roles()),
        Set.of(),
        Caller.Means.SESSION);
  }
}
