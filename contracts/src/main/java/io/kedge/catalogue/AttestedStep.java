package io.kedge.catalogue;

import io.kedge.attestation.AttestationPolicy;
import io.kedge.party.Role;

/// The steps of a thing's life that several parties attest.
public enum AttestedStep {
  /// 锚定物确权: it is registered, or changed, as an anchor (I-04).
  ANCHOR,
  /// 数字资产确权: an issue on it (I-05); the venue comes in addition when it is offered outside.
  ISSUE,
  /// 减仓: its quantity is lowered (I-14).
  REDUCTION;

  /// Who attests where the catalogue entry does not say.
  public AttestationPolicy usual() {
    return switch (this) {
      case ANCHOR, ISSUE ->
          AttestationPolicy.allOf(Role.OWNER, Role.RIGHTS_HOLDER, Role.ISSUER, Role.OPERATOR);
      case REDUCTION -> AttestationPolicy.allOf(Role.OWNER, Role.OPERATOR);
    };
  }
}
