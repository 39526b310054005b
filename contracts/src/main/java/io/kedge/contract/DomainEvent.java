package io.kedge.contract;

import io.kedge.kernel.Bytes;

/// Something that happened, typed: what [Event] holds as bytes. Each concept has one sealed
/// interface of them, named `…Event`.
public interface DomainEvent {
  /// The event's hashed binary form: a tag and a version, then its members.
  Bytes encoded();
}
