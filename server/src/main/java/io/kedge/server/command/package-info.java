/// Commands in: made and signed here for accounts whose keys are kept here, or signed outside.
@NullMarked
package io.kedge.server.command;

import org.jspecify.annotations.NullMarked;
