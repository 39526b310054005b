package io.kedge.catalogue;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.Signed;
import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.party.Parties;
import io.kedge.party.Role;

/// `catalogue.putRightType`: the operator enters or changes a type of rights (A-47, B-20).
public final class PutRightType implements Contract<CatalogueCommand.PutRightType> {
  @Override
  public CommandType type() {
    return CommandType.of("catalogue.putRightType");
  }

  @Override
  public CatalogueCommand.PutRightType decode(Fields body) {
    return new CatalogueCommand.PutRightType(RightType.read(body));
  }

  @Override
  public Decision decide(
      Signed<CatalogueCommand.PutRightType> signed, LedgerView view, LedgerTime now) {
    RightType type = signed.value().rightType();
    Parties.requireRole(view, signed.party(), Role.OPERATOR);
    return Decision.accept()
        .put(RightType.key(type.id()), type.encoded())
        .event(new CatalogueEvent.RightTypePut(type, signed.party()).encoded())
        .build();
  }
}
