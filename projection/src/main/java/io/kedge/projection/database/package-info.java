/// The database: an embedded PostgreSQL or one by JDBC URL, its pool and its schemas.
@NullMarked
package io.kedge.projection.database;

import org.jspecify.annotations.NullMarked;
