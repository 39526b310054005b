package io.kedge.asset;

import io.kedge.attestation.AttestationPolicy;
import io.kedge.attestation.Statement;
import io.kedge.attestation.StatementDraft;
import io.kedge.attestation.Statements;
import io.kedge.catalogue.AttestedStep;
import io.kedge.catalogue.Catalogue;
import io.kedge.catalogue.CatalogueEntry;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.kernel.LedgerTime;
import io.kedge.party.Parties;
import io.kedge.party.Role;
import java.util.Optional;

/// What registering, filing again and amending have in common.
final class Filing {
  private Filing() {}

  /// Refuses where the catalogue does not allow such an asset, or a party named in it does not act
  /// in its role.
  static void requireSound(CatalogueEntry entry, AssetContent content, LedgerView view) {
    RefusedException.unless(entry.mayAnchor(), AssetRefusal.MAY_NOT_ANCHOR, entry.id());
    for (AssetRight right : content.rights()) {
      Catalogue.requireCurrentRightType(view, right.type());
      Parties.requireRole(view, right.holder(), Role.RIGHTS_HOLDER);
    }
    Parties.requireRole(view, content.custodian(), Role.CUSTODIAN);
    Parties.requireRole(view, content.issuer(), Role.ISSUER);
  }

  /// Files the statement that makes an asset what it shall be.
  ///
  /// @param asset as it shall be; names the statement
  /// @param kind of registration or amendment
  static void file(
      Asset asset,
      String kind,
      CatalogueEntry entry,
      Optional<Statement> previous,
      LedgerTime deadline,
      LedgerView view,
      LedgerTime now,
      Decision.Builder decision) {
    AttestationPolicy policy = entry.policy(AttestedStep.ANCHOR);
    StatementDraft draft =
        StatementDraft.under(
            policy,
            Assets.slots(policy, asset),
            asset.statement(),
            kind,
            asset.id().value(),
            asset.owner(),
            previous,
            asset.attestedDigest(),
            deadline);
    Statements.file(draft, view, now, decision);
  }
}
