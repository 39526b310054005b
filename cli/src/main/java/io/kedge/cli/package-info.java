/// The program `kedge`: plays packs, keeps and checks ledgers, verifies receipts, measures.
///
/// Each command is one class; what it prints for people goes through [io.kedge.cli.Terminal] in the
/// user's language, what it prints for programs is one JSON document (docs/reference/cli.md).
@NullMarked
package io.kedge.cli;

import org.jspecify.annotations.NullMarked;
