/// Money between banks and the ledger: deposits become cash notes, withdrawals become payments, and
/// every day the notes are compared with the trust account.
///
/// ISO 20022 is in `iso`, banks are in `bank`, papers for customers in `statement`.
@NullMarked
package io.kedge.server.money;

import org.jspecify.annotations.NullMarked;
