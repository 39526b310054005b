/// What parties are called by people. The ledger holds ids and commitments; names are kept here,
/// and
/// those of natural persons are shown in full to whom they concern only.
@NullMarked
package io.kedge.server.directory;

import org.jspecify.annotations.NullMarked;
