/// The catalogue of physical assets (实物资产目录) and the types of rights (权属类型): what can be
/// registered, in which smallest deliverable unit, and who has to attest it.
@NullMarked
package io.kedge.catalogue;

import org.jspecify.annotations.NullMarked;
