/// ISO 20022 as banks speak it: statements and notifications in, payment orders out, status in.
///
/// Pure: bytes in, records out. Nothing here knows a ledger, a database or a clock.
@NullMarked
package io.kedge.server.money.iso;

import org.jspecify.annotations.NullMarked;
