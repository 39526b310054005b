/// Keys that the server keeps for its users, sealed; they sign and never leave.
@ApplicationModule(type = ApplicationModule.Type.OPEN)
@NullMarked
package io.kedge.server.custody;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
