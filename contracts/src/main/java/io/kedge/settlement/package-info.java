/// Settlement (交收): delivery versus payment. Two orders' locks are executed in one command, with a
/// leg for every fee, or nothing moves (trading.md §5.8).
@NullMarked
package io.kedge.settlement;

import org.jspecify.annotations.NullMarked;
