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

/// `party.removeEmployee`: an organisation removes an employee (A-40, H-05).
public final class RemoveEmployee implements Contract<PartyCommand.RemoveEmployee> {
  @Override
  public CommandType type() {
    return CommandType.of("party.removeEmployee");
  }

  @Override
  public PartyCommand.RemoveEmployee decode(Fields body) {
    return new PartyCommand.RemoveEmployee(body.id("employee", EmployeeId::new));
  }

  @Override
  public Decision decide(
      Signed<PartyCommand.RemoveEmployee> signed, LedgerView view, LedgerTime now) {
    EmployeeId employee = signed.value().employee();
    RefusedException.unless(
        Parties.employee(view, signed.party(), employee).isPresent(),
        PartyRefusal.EMPLOYEE_UNKNOWN,
        employee);
    PutEmployee.requireOther(employee, signed, view);
    return Decision.accept()
        .delete(Employee.key(signed.party(), employee))
        .event(new PartyEvent.EmployeeRemoved(signed.party(), employee).encoded())
        .build();
  }
}
