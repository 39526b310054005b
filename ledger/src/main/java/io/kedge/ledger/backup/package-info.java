/// Copies of a ledger that can be opened, made while it runs (docs/reference/storage.md).
///
/// `Backup.copy(from, to, verify)` makes or continues one and answers a
/// [io.kedge.ledger.backup.BackupReport].
@NullMarked
package io.kedge.ledger.backup;

import org.jspecify.annotations.NullMarked;
