/// Runs packs: the targets that take commands, the runner that sends them and compares what comes
/// back, and who is told of it.
@NullMarked
package io.kedge.scenario.run;

import org.jspecify.annotations.NullMarked;
