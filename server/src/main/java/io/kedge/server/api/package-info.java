/// What all of the REST interface has in common: problems, pages, words.
@ApplicationModule(type = ApplicationModule.Type.OPEN)
@NullMarked
package io.kedge.server.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
