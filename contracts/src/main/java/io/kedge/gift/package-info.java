/// Gifts (赠送): units handed on for nothing. The receiver accepts or declines, the giver may revoke
/// before; a party that accepts all gifts gets them at once.
@NullMarked
package io.kedge.gift;

import org.jspecify.annotations.NullMarked;
