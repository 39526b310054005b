package io.kedge.ledger.node;

import io.kedge.ledger.log.StorageFailed;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Passes a failure of the log on to the pipeline, which is made after the log. While the node
/// opens, the failure is thrown by the log itself and ends the opening.
final class DeferredFailure {
  private volatile @Nullable Consumer<Throwable> target;

  void arm(Consumer<Throwable> to) {
    target = to;
  }

  void storage(StorageFailed failure) {
    Consumer<Throwable> to = target;
    if (to != null) {
      to.accept(failure);
    }
  }
}
