package io.kedge.order;

import io.kedge.kernel.LockId;
import io.kedge.note.Lock;

/// An order that stands: its lock and what is written in it. It is not a subscription: it has a
/// price.
///
/// @param lock what is set aside
/// @param terms under which terms
public record Order(Lock lock, OrderTerms terms) {
  /// An order's lock, read.
  static Order of(Lock lock) {
    return new Order(lock, OrderTerms.decode(lock.terms()));
  }

  /// The lock the order began with: the order's name through all its part-executions.
  public LockId first() {
    return terms.first().orElse(lock.id());
  }

  /// True where this order was placed before the other; of two placed in one batch the one with the
  /// smaller name counts as earlier.
  public boolean isBefore(Order other) {
    int times = lock.createdAt().compareTo(other.lock.createdAt());
    return times != 0 ? times < 0 : first().compareTo(other.first()) < 0;
  }
}
