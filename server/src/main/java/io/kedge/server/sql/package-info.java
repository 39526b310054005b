/// SQL for organisations: bounded queries over views of their own rows, and the credential with
/// which any PostgreSQL client reads the same.
@NullMarked
package io.kedge.server.sql;

import org.jspecify.annotations.NullMarked;
