/// Measures the ledger beside what bounds it, in interleaved rounds of one run: figures are
/// medians,
/// and what counts are the ratios.
@NullMarked
package io.kedge.bench;

import org.jspecify.annotations.NullMarked;
