/// The server: the ledger behind a service that organisations run. One package per concept, each a
/// Spring Modulith module; nothing outside `gateway` knows what kind of ledger it speaks to.
@NullMarked
package io.kedge.server;

import org.jspecify.annotations.NullMarked;
