package io.kedge.party;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.kernel.EmployeeId;
import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import java.util.Optional;

/// `party.putEmployee`: an organisation enters or changes an employee and the mandate (A-40, H-05).
public final class PutEmployee implements Contract<PartyCommand.PutEmployee> {
  @Override
  public CommandType type() {
    return CommandType.of("party.putEmployee");
  }

  @Override
  public PartyCommand.PutEmployee decode(Fields body) {
    return new PartyCommand.PutEmployee(Employee.read(body));
  }

  @Override
  public Decision decide(Signed<PartyCommand.PutEmployee> signed, LedgerView view, LedgerTime now) {
    Employee employee = signed.value().employee();
    requireOther(employee.id(), signed, view);
    return Decision.accept()
        .put(Employee.key(signed.party(), employee.id()), employee.encoded())
        .event(new PartyEvent.EmployeePut(signed.party(), employee).encoded())
        .build();
  }

  /// Nobody widens a mandate for themselves.
  static void requireOther(EmployeeId employee, Signed<?> signed, LedgerView view) {
    for (var key : signed.keys()) {
      var signer = Registry.record(view, key).flatMap(KeyRecord::employee);
      RefusedException.unless(
          !signer.equals(Optional.of(employee)), PartyRefusal.OWN_MANDATE, employee);
    }
  }
}
