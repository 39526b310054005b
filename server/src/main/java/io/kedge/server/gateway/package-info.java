/// The ledgers behind the server. What kind of ledger one is — a node inside this process, nodes of
/// a network, Fabric — is known in here and nowhere else.
@ApplicationModule(type = ApplicationModule.Type.OPEN)
@NullMarked
package io.kedge.server.gateway;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
