/// The workload: from a seed, a never-ending stream of signed commands of a whole market, valid and
/// invalid, for simulations and load.
@NullMarked
package io.kedge.scenario.workload;

import org.jspecify.annotations.NullMarked;
