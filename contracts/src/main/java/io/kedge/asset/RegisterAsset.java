package io.kedge.asset;

import io.kedge.catalogue.Catalogue;
import io.kedge.catalogue.CatalogueEntry;
import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.Signed;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.StatementId;
import io.kedge.party.Parties;
import io.kedge.party.Role;
import java.util.Optional;

/// `asset.register`: an owner registers a thing as an anchor, and its attestation begins (A-52,
/// B-12, B-13, H-07).
public final class RegisterAsset implements Contract<AssetCommand.Register> {
  @Override
  public CommandType type() {
    return CommandType.of("asset.register");
  }

  @Override
  public AssetCommand.Register decode(Fields body) {
    return new AssetCommand.Register(AssetContent.read(body), body.time("deadline"));
  }

  @Override
  public Decision decide(Signed<AssetCommand.Register> signed, LedgerView view, LedgerTime now) {
    AssetContent content = signed.value().content();
    Parties.requireRole(view, signed.party(), Role.OWNER);
    CatalogueEntry entry = Catalogue.requireCurrent(view, content.entry());
    Filing.requireSound(entry, content, view);
    var asset =
        new Asset(
            new AssetId(signed.id().output(0)),
            1,
            signed.party(),
            content,
            entry.unit(),
            0,
            AssetStatus.PENDING,
            new StatementId(signed.id().output(1)));
    var decision =
        Decision.accept()
            .put(Asset.key(asset.id()), asset.encoded())
            .event(new AssetEvent.Registered(asset).encoded());
    Filing.file(
        asset,
        RegistrationEffect.KIND,
        entry,
        Optional.empty(),
        signed.value().deadline(),
        view,
        now,
        decision);
    return decision.build();
  }
}
