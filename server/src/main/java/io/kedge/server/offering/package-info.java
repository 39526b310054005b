/// Issues, offerings, applications and allotments as their viewers may see them.
@NullMarked
package io.kedge.server.offering;

import org.jspecify.annotations.NullMarked;
