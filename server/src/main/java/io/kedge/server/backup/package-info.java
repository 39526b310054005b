/// Backup and restore of a whole server: its ledgers, its own tables, its keys and files.
@NullMarked
package io.kedge.server.backup;

import org.jspecify.annotations.NullMarked;
