/// The OpenAPI document of this server: what the controllers are, with one operation for each type
/// of command.
@ApplicationModule(allowedDependencies = {"access", "api", "command"})
@NullMarked
package io.kedge.server.openapi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
