/// SQL for users: a read-only role for each organisation, views with row-level security, and
/// bounded queries.
@NullMarked
package io.kedge.projection.sql;

import org.jspecify.annotations.NullMarked;
