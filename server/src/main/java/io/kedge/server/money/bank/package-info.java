/// Banks: the port, the folder through which files are exchanged, and a sandbox bank that keeps
/// accounts and speaks ISO 20022 like a real one.
@NullMarked
package io.kedge.server.money.bank;

import org.jspecify.annotations.NullMarked;
