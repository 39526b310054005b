/// The rule books: all contracts in force together, by version. A released rule book is never
/// edited; a changed rule gets the next number.
@NullMarked
package io.kedge.rulebook;

import org.jspecify.annotations.NullMarked;
