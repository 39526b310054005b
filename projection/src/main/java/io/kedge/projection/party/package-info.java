/// Read models of parties, their documents, employees and keys.
@NullMarked
package io.kedge.projection.party;

import org.jspecify.annotations.NullMarked;
