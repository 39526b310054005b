package io.kedge.projection.voucher;

import io.kedge.projection.Projection;
import java.util.List;

/// The projections of this package, in the order in which they take an event.
public final class VoucherProjections {
  private VoucherProjections() {}

  /// All of them.
  public static List<Projection> all() {
    return List.of(new KeeperProjection(), new VoucherProjection());
  }
}
