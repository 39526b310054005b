package io.kedge.asset;

import io.kedge.contract.DomainEvent;
import io.kedge.contract.EventFormat;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.StatementId;
import io.kedge.kernel.Wire;

/// What may have happened to assets.
public sealed interface AssetEvent extends DomainEvent {
  /// How each of them is read.
  EventFormat<AssetEvent> FORMAT =
      EventFormat.<AssetEvent>empty()
          .with("asset.registered", 1, in -> new Registered(Asset.decode(in.bytes())))
          .with("asset.refiled", 1, in -> new Refiled(Asset.decode(in.bytes())))
          .with(
              "asset.confirmed",
              1,
              in -> new Confirmed(new AssetId(in.text()), new StatementId(in.text())))
          .with(
              "asset.ended", 1, in -> new Ended(new AssetId(in.text()), in.name(AssetStatus.class)))
          .with("asset.amendmentFiled", 1, in -> new AmendmentFiled(Amendment.decode(in.bytes())))
          .with(
              "asset.amendmentEnded",
              1,
              in -> new AmendmentEnded(new AssetId(in.text()), new StatementId(in.text())))
          .with("asset.amended", 1, in -> new Amended(Asset.decode(in.bytes())));

  /// Reads what [#encoded] wrote.
  ///
  /// @throws IllegalArgumentException where it is none of these events, or damaged
  static AssetEvent decode(Bytes body) {
    return FORMAT.decode(body);
  }

  /// An asset was registered and waits for its attestation.
  ///
  /// @param asset as it is now
  record Registered(Asset asset) implements AssetEvent {
    @Override
    public Bytes encoded() {
      return new Wire("asset.registered", 1).bytes(asset.encoded()).bytes();
    }
  }

  /// A corrected version of an asset was filed and waits for its attestation.
  ///
  /// @param asset as it is now
  record Refiled(Asset asset) implements AssetEvent {
    @Override
    public Bytes encoded() {
      return new Wire("asset.refiled", 1).bytes(asset.encoded()).bytes();
    }
  }

  /// An asset was attested by everybody its policy asks for.
  ///
  /// @param asset which
  /// @param statement what they signed
  record Confirmed(AssetId asset, StatementId statement) implements AssetEvent {
    @Override
    public Bytes encoded() {
      return new Wire("asset.confirmed", 1).text(asset.value()).text(statement.value()).bytes();
    }
  }

  /// A registration was declined or withdrawn.
  ///
  /// @param asset which
  /// @param status which of both
  record Ended(AssetId asset, AssetStatus status) implements AssetEvent {
    @Override
    public Bytes encoded() {
      return new Wire("asset.ended", 1).text(asset.value()).name(status).bytes();
    }
  }

  /// An amendment was filed and waits for its attestation.
  ///
  /// @param amendment the amendment
  record AmendmentFiled(Amendment amendment) implements AssetEvent {
    @Override
    public Bytes encoded() {
      return new Wire("asset.amendmentFiled", 1).bytes(amendment.encoded()).bytes();
    }
  }

  /// An amendment was declined or withdrawn.
  ///
  /// @param asset of which asset
  /// @param statement what was not signed by everybody
  record AmendmentEnded(AssetId asset, StatementId statement) implements AssetEvent {
    @Override
    public Bytes encoded() {
      return new Wire("asset.amendmentEnded", 1)
          .text(asset.value())
          .text(statement.value())
          .bytes();
    }
  }

  /// An asset has changed: harmlessly, or attested.
  ///
  /// @param asset as it is now
  record Amended(Asset asset) implements AssetEvent {
    @Override
    public Bytes encoded() {
      return new Wire("asset.amended", 1).bytes(asset.encoded()).bytes();
    }
  }
}
