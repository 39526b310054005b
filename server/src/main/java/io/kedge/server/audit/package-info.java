/// Who changed what with which result. Business is on the ledger; here is every request, also those
/// that the ledger never saw.
@NullMarked
package io.kedge.server.audit;

import org.jspecify.annotations.NullMarked;
