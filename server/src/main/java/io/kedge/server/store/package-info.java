/// The database: the server's own tables in schema `kedge`, and the read models of every ledger in
/// a schema of its own.
@ApplicationModule(type = ApplicationModule.Type.OPEN)
@NullMarked
package io.kedge.server.store;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
