package io.kedge.server.audit;

import io.kedge.kernel.CommandId;
import io.kedge.server.access.Caller;
import java.util.Optional;

/// One request that was to change something.
///
/// @param at when it came, milliseconds since 1970 UTC
/// @param caller who sent it; empty where nobody was signed in
/// @param address where it came from
/// @param method the HTTP method
/// @param path the path, without its query
/// @param status the HTTP status of the answer
/// @param code the code of the problem, or `accepted`, where one is known
/// @param commandId the command it became; its receipt is under that id
/// @param millis how long it took
record AuditEntry(
    long at,
    Optional<Caller> caller,
    String address,
    String method,
    String path,
    int status,
    Optional<String> code,
    Optional<CommandId> commandId,
    long millis) {}
