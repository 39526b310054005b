/// The catalogue as the ledger has it: kinds of things and types of rights.
@NullMarked
package io.kedge.server.catalogue;

import org.jspecify.annotations.NullMarked;
