/// What a contract is, what it may see, what it may answer, and the rule book that turns one
/// signed command into a decision, the same on every host.
@NullMarked
package io.kedge.contract;

import org.jspecify.annotations.NullMarked;
