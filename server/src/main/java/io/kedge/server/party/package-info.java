/// Parties as the ledger has them: who they are, what they may act as, their keys.
@NullMarked
package io.kedge.server.party;

import org.jspecify.annotations.NullMarked;
