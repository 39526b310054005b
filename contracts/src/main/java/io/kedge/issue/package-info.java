/// Issues (数字资产): a class of units on an anchor, confirmed by everyone who must before it can be
/// offered.
///
/// Other concepts ask [io.kedge.issue.Issues].
@NullMarked
package io.kedge.issue;

import org.jspecify.annotations.NullMarked;
