package io.kedge.server.command;

import static io.kedge.server.jooq.Tables.IDEMPOTENCY;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import io.kedge.server.store.Store;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Remembers which command a client's idempotency key stands for, before the command is sent. The
/// same key brings the same command again, and the ledger answers it with the earlier result: also
/// where the server died in between.
@Component
final class Requests {
  private static final long KEPT_MILLIS = Duration.ofDays(7).toMillis();

  private final Store store;
  private final InstantSource clock = InstantSource.system();

  Requests(Store store) {
    this.store = store;
  }

  /// The payload that a key stands for: the fresh one, if the key is new.
  ///
  /// @param request the digest of what was asked for
  /// @param fresh makes the command
  /// @throws Problem `server.IDEMPOTENCY_KEY_REUSED` where the key came with another request
  Bytes payload(Caller caller, String key, Digest request, Supplier<CommandDesk.Prepared> fresh) {
    var known =
        store
            .db()
            .selectFrom(IDEMPOTENCY)
            .where(IDEMPOTENCY.ACCOUNT.eq(caller.account()), IDEMPOTENCY.KEY.eq(key))
            .fetchOne();
    if (known == null) {
      remember(caller, key, request, fresh.get());
      return payload(caller, key, request, fresh);
    }
    if (!Arrays.equals(known.getRequestDigest(), request.bytes().unsafeArray())) {
      throw new Problem(ProblemCode.IDEMPOTENCY_KEY_REUSED);
    }
    return Bytes.wrap(known.getPayload());
  }

  /// Two requests with the same new key at once: one of them is remembered, both send its command.
  private void remember(Caller caller, String key, Digest request, CommandDesk.Prepared prepared) {
    store
        .db()
        .insertInto(IDEMPOTENCY)
        .set(IDEMPOTENCY.ACCOUNT, caller.account())
        .set(IDEMPOTENCY.KEY, key)
        .set(IDEMPOTENCY.REQUEST_DIGEST, request.bytes().toArray())
        .set(IDEMPOTENCY.LEDGER, caller.ledger())
        .set(IDEMPOTENCY.PAYLOAD, prepared.payload().toArray())
        .set(
            IDEMPOTENCY.COMMAND_ID,
            new CommandId(Digest.of(prepared.message())).digest().bytes().toArray())
        .set(IDEMPOTENCY.ASKED_AT, clock.millis())
        .onConflictDoNothing()
        .execute();
  }

  /// Forgets keys that are older than a week.
  int forgetOld() {
    return store
        .db()
        .deleteFrom(IDEMPOTENCY)
        .where(IDEMPOTENCY.ASKED_AT.lt(clock.millis() - KEPT_MILLIS))
        .execute();
  }
}
