/// Runs a whole ledger on a simulated disk and clock under a random market, lets everything fail
/// that can, and compares what is left with a twin that was never interrupted.
@NullMarked
package io.kedge.bench.sim;

import org.jspecify.annotations.NullMarked;
