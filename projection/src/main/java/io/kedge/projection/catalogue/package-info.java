/// Read models of the catalogue: entries and types of rights.
@NullMarked
package io.kedge.projection.catalogue;

import org.jspecify.annotations.NullMarked;
