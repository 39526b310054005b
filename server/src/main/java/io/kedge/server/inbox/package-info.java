/// What waits for somebody: statements to attest, gifts to accept, goods to hand over, commands
/// that
/// need a second signature.
@ApplicationModule(type = ApplicationModule.Type.OPEN)
@NullMarked
package io.kedge.server.inbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
