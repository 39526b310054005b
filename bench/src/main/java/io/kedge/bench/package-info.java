/// Measures the ledger beside the ceilings of the machine it runs on.
@NullMarked
package io.kedge.bench;

import org.jspecify.annotations.NullMarked;
