/// What every read has in common: of which ledger, for which viewer, in which pages, at which
/// height.
@ApplicationModule(type = ApplicationModule.Type.OPEN)
@NullMarked
package io.kedge.server.reading;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
