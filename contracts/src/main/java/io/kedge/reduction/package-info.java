/// Position reduction (减仓): an issuer applies to lower an asset's quantity, owner and operator
/// attest
/// it, and it never falls below what is committed to issues.
@NullMarked
package io.kedge.reduction;

import org.jspecify.annotations.NullMarked;
