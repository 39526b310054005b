/// Read models of issues, offerings, applications and allotments, and of how an issue ends.
@NullMarked
package io.kedge.projection.offering;

import org.jspecify.annotations.NullMarked;
