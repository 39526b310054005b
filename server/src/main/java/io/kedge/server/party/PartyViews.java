package io.kedge.server.party;

import io.kedge.kernel.Digest;
import io.kedge.kernel.EmployeeId;
import io.kedge.party.CommandPattern;
import io.kedge.party.Employee;
import io.kedge.party.InvestorClass;
import io.kedge.party.KeyHolder;
import io.kedge.party.KeyRecord;
import io.kedge.party.Mandate;
import io.kedge.party.Party;
import io.kedge.party.PartyDocument;
import io.kedge.party.PartyKind;
import io.kedge.party.PartyStatus;
import io.kedge.party.Role;
import io.kedge.projection.party.PartyRow;
import io.kedge.server.store.HistoryPage;
import java.util.List;
import java.util.Optional;

/// Parties as answers show them.
final class PartyViews {
  private PartyViews() {}

  /// What everybody sees of a party.
  ///
  /// @param id its name on the ledger
  /// @param kind what kind of participant
  /// @param status where it is in its life
  /// @param roles what it may act as once it is verified
  /// @param founder true where the ledger's genesis names it
  /// @param frozen true while it is frozen
  /// @param registeredAt since when it is there
  /// @param registeredHeight in which block it came; 0 for founders
  record PartyView(
      String id,
      PartyKind kind,
      PartyStatus status,
      List<Role> roles,
      boolean founder,
      boolean frozen,
      String registeredAt,
      String registeredHeight) {}

  /// Some parties, by their ids.
  record PartyPage(List<PartyView> items, Optional<String> next, String height) {}

  /// One party.
  ///
  /// @param keys its public keys, ended ones too
  /// @param inside what only itself and those who oversee the ledger see
  /// @param height the height the answer is of
  record PartyDetail(
      PartyView party, List<KeyView> keys, Optional<InsideView> inside, String height) {}

  /// A public key.
  ///
  /// @param employee who acts with it, for those who see the inside
  /// @param publicKey base64
  /// @param holder who keeps the private half; a custodian can sign whatever the key may sign
  /// @param certificate SHA-256 of its X.509 certificate
  record KeyView(
      String id,
      Optional<String> employee,
      String algorithm,
      String publicKey,
      KeyHolder holder,
      String from,
      Optional<String> until,
      Optional<String> revokedAt,
      Optional<String> certificate) {}

  /// What only a party itself and those who oversee the ledger see.
  ///
  /// @param beneficialOwner the group it belongs to
  /// @param commitment salted commitment to its identity data
  /// @param decision the operator's last decision about it
  record InsideView(
      String beneficialOwner,
      InvestorClass investorClass,
      int feeTier,
      boolean autoAcceptGifts,
      String commitment,
      Optional<DecisionView> decision,
      List<FiledView> documents,
      List<EmployeeView> employees) {}

  /// What an operator decided about a party.
  record DecisionView(String at, String by, String reason) {}

  /// A document a party filed; on the ledger is its digest only.
  record FiledView(String name, String digest) {}

  /// An employee.
  ///
  /// @param unitsMax the most units one command may move; none for no limit
  /// @param fourEyesFrom from how many units on a second employee must sign; none for never
  record EmployeeView(
      String id,
      boolean active,
      List<String> commands,
      Optional<String> unitsMax,
      Optional<String> fourEyesFrom,
      String validUntil) {}

  static PartyView party(PartyRow row) {
    Party party = row.party();
    return new PartyView(
        party.id().value(),
        party.kind(),
        party.status(),
        List.copyOf(party.roles()),
        row.founder(),
        row.frozen(),
        HistoryPage.time(row.registeredAt()),
        Long.toString(row.registeredHeight()));
  }

  static KeyView key(KeyRecord key, boolean inside) {
    return new KeyView(
        key.id().value(),
        key.employee().filter(_ -> inside).map(EmployeeId::value),
        key.algorithm().name(),
        key.publicKey().base64(),
        key.holder(),
        HistoryPage.time(key.from()),
        key.until().map(HistoryPage::time),
        key.revokedAt().map(HistoryPage::time),
        key.certificate().map(Digest::hex));
  }

  static InsideView inside(PartyRow row, List<PartyDocument> documents, List<Employee> employees) {
    Party party = row.party();
    return new InsideView(
        party.beneficialOwner().value(),
        party.investorClass(),
        party.feeTier(),
        party.autoAcceptGifts(),
        party.commitment().hex(),
        row.decision().map(PartyViews::decision),
        documents.stream().map(d -> new FiledView(d.name(), d.digest().hex())).toList(),
        employees.stream().map(PartyViews::employee).toList());
  }

  private static DecisionView decision(PartyRow.Decision decision) {
    return new DecisionView(
        HistoryPage.time(decision.at()), decision.by().value(), decision.reason());
  }

  private static EmployeeView employee(Employee employee) {
    Mandate mandate = employee.mandate();
    return new EmployeeView(
        employee.id().value(),
        employee.active(),
        mandate.commands().stream().map(CommandPattern::text).toList(),
        mandate.unitsMax().map(Object::toString),
        mandate.fourEyesFrom().map(Object::toString),
        HistoryPage.time(mandate.validUntil()));
  }
}
