/// What the server does by itself when its time has come: follows the ledgers block by block, sends
/// the steps that are due, and closes the business day.
@ApplicationModule(type = ApplicationModule.Type.OPEN)
@NullMarked
package io.kedge.server.jobs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
