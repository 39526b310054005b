package io.kedge.server.gateway;

import io.kedge.server.api.Problem;
import java.util.List;
import java.util.Optional;

/// The ledgers that this server serves, by name.
public interface LedgerGateway {
  /// All of them; the first is the one that is meant where a request names none.
  List<HostedLedger> ledgers();

  /// The ledger of a name; the first where there is no name.
  ///
  /// @throws Problem `server.NOT_FOUND` where this server has none of that name
  HostedLedger ledger(Optional<String> name);

  /// The ledger of a name.
  ///
  /// @throws Problem `server.NOT_FOUND` where this server has none of that name
  default HostedLedger ledger(String name) {
    return ledger(Optional.of(name));
  }

  /// Takes up a ledger that is being founded while the server runs, or refuses.
  ///
  /// @param genesis its genesis document
  HostedLedger found(io.kedge.genesis.Genesis genesis);
}
