/// The publication of a ledger over HTTP, on the JDK's own server and client: nothing but the
/// carrying.
@NullMarked
package io.kedge.ledger.http;

import org.jspecify.annotations.NullMarked;
