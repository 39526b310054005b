package io.kedge.party;

import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.EmployeeId;
import io.kedge.kernel.Fields;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;

/// Somebody who acts for an organisation with keys of their own, within a mandate.
///
/// @param id the name within the organisation
/// @param active false while the employee may sign nothing
/// @param mandate what the employee may do
public record Employee(EmployeeId id, boolean active, Mandate mandate) {
  private static final String TAG = "kedge.employee";

  /// Between party and employee, and in no id: two pairs never share a key.
  private static final String SEPARATOR = "~";

  /// The key of an employee's entry.
  public static Key key(PartyId party, EmployeeId id) {
    return Key.of("employee", party.value() + SEPARATOR + id.value());
  }

  /// Reads the members of an employee; the caller ends the fields.
  public static Employee read(Fields employee) {
    return new Employee(
        employee.id("employee", EmployeeId::new),
        employee.truth("active"),
        employee.object("mandate", Mandate::read));
  }

  /// The value of this entry of the state.
  public Bytes encoded() {
    var out = new Wire(TAG, 1).text(id.value()).flag(active);
    mandate.write(out);
    return out.bytes();
  }

  /// Reads what [#encoded] wrote.
  public static Employee decode(Bytes value) {
    var in = new WireReader(value, TAG).expectVersion(1);
    var employee = new Employee(new EmployeeId(in.text()), in.flag(), Mandate.read(in));
    in.end();
    return employee;
  }
}
