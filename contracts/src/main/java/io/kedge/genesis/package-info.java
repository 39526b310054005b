/// Genesis: the document a ledger begins with. Its hash is the ledger's id.
@NullMarked
package io.kedge.genesis;

import org.jspecify.annotations.NullMarked;
