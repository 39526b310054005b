/// Tells people what concerns them: in the application, by e-mail and by webhook, each at least
/// once.
@ApplicationModule(type = ApplicationModule.Type.OPEN)
@NullMarked
package io.kedge.server.notification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
