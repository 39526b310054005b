/// Running the server: health, metrics, logs, TLS, backup and an orderly end.
@NullMarked
package io.kedge.server.operations;

import org.jspecify.annotations.NullMarked;
