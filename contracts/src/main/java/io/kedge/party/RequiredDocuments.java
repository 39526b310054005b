package io.kedge.party;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a party has to file for its kind and for each role it wants, and which roles a
/// person can hold at all.
public final class RequiredDocuments {
  /// The roles a household or a person can hold; the others are institutions'.
  private static final List<Role> OF_PERSONS =
      List.of(Role.OWNER, Role.RIGHTS_HOLDER, Role.TRADER, Role.DEBTOR);

  private RequiredDocuments() {}

  /// The names of the documents that must be on file, in order.
  public static SortedSet<String> of(PartyKind kind, Collection<Role> roles) {
    var names = new TreeSet<String>();
    names.add(of(kind));
    roles.forEach(role -> names.add(of(role)));
    return names;
  }

  /// True where a party of this kind can hold the role.
  public static boolean fits(PartyKind kind, Role role) {
    return switch (kind) {
      case ENTERPRISE, GOVERNMENT -> true;
      case HOUSEHOLD, INDIVIDUAL -> OF_PERSONS.contains(role);
    };
  }

  private static String of(PartyKind kind) {
    return switch (kind) {
      case ENTERPRISE -> "business-licence";
      case GOVERNMENT -> "establishment-certificate";
      case HOUSEHOLD -> "household-register";
      case INDIVIDUAL -> "identity";
    };
  }

  /// The name of the document a role requires.
  public static String of(Role role) {
    return switch (role) {
      case OWNER -> "title-declaration";
      case RIGHTS_HOLDER -> "rights-declaration";
      case ISSUER -> "disclosure";
      case TRADER -> "suitability";
      case OPERATOR -> "market-licence";
      case VENUE -> "venue-agreement";
      case CUSTODIAN -> "warehouse-permit";
      case FINANCIAL_INSTITUTION -> "financial-licence";
      case DEBTOR -> "payment-undertaking";
      case REGULATOR -> "regulatory-mandate";
      case LOGISTICS -> "transport-licence";
      case CLEARING_AGENT -> "settlement-agreement";
      case DEVICE -> "calibration-certificate";
      case AUDITOR -> "audit-licence";
    };
  }
}
