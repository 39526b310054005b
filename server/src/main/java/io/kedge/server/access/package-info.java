/// Who asks, and what a request needs: every controller method says it, and what says nothing is
/// denied.
@ApplicationModule(type = ApplicationModule.Type.OPEN)
@NullMarked
package io.kedge.server.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
