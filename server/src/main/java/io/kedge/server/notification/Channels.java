package io.kedge.server.notification;

import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.store.Store;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.springframework.stereotype.Component;

/// Where accounts want to be told beside the application.
@Component
final class Channels {
  private static final int CHANNELS_MAX = 10;
  private static final int SECRET_BYTES = 32;
  private static final int ID_BYTES = 16;
  private static final int DEAD_MAX = 200;
  private static final Pattern MAIL =
      Pattern.compile("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");

  private final DSLContext db;
  private final TargetGuard guard;
  private final MailSender mail;
  private final SecureRandom random = new SecureRandom();
  private final InstantSource clock = InstantSource.system();

  Channels(Store store, TargetGuard guard, MailSender mail) {
    this.db = store.db();
    this.guard = guard;
    this.mail = mail;
  }

  /// How a channel reaches its owner.
  enum Medium {
    /// By e-mail.
    EMAIL,
    /// By a signed request to a web address.
    WEBHOOK
  }

  /// A channel.
  ///
  /// @param id its name
  /// @param medium how
  /// @param target where to
  /// @param language `zh` or `en`
  /// @param kinds what it tells; all where empty
  /// @param createdAt epoch milliseconds
  record Channel(
      String id,
      Medium medium,
      String target,
      String language,
      List<NoticeKind> kinds,
      long createdAt) {}

  /// Something that could not be told.
  ///
  /// @param id of the delivery
  /// @param channel where it was to go
  /// @param notification what it was
  /// @param attempts how often it was tried
  /// @param error what the last attempt came to
  record Dead(long id, String channel, long notification, long attempts, String error) {}

  /// A channel that was made, with the secret that is shown once.
  record Made(Channel channel, String secret) {}

  /// Makes a channel.
  ///
  /// @throws Problem [NotificationProblem]
  Made make(Caller caller, Medium medium, String target, Locale language, List<NoticeKind> kinds) {
    if (medium == Medium.WEBHOOK) {
      guard.require(target);
    } else if (!MAIL.matcher(target).matches()) {
      throw new Problem(NotificationProblem.TARGET_NOT_ALLOWED, "not an e-mail address");
    } else if (!mail.configured()) {
      throw new Problem(NotificationProblem.MAIL_NOT_CONFIGURED);
    }
    if (of(caller).size() >= CHANNELS_MAX) {
      throw new Problem(NotificationProblem.TOO_MANY_CHANNELS);
    }
    String secret = medium == Medium.WEBHOOK ? WebhookSignature.secret(drawn(SECRET_BYTES)) : "";
    String id = HexFormat.of().formatHex(drawn(ID_BYTES));
    db.execute(
        "insert into kedge.channel (id, ledger, party, account, medium, target, secret, language,"
            + " kinds, created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        caller.ledger(),
        caller.party().value(),
        caller.account(),
        medium.name(),
        target,
        secret,
        language.getLanguage(),
        kinds.stream().map(Enum::name).distinct().collect(Collectors.joining(",")),
        clock.millis());
    Channel made =
        of(caller).stream().filter(channel -> channel.id().equals(id)).findFirst().orElseThrow();
    return new Made(made, secret);
  }

  private byte[] drawn(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  /// The caller's channels.
  List<Channel> of(Caller caller) {
    return db.fetch(
            "select * from kedge.channel where account = ? and active order by created_at, id",
            caller.account())
        .map(Channels::channel);
  }

  private static Channel channel(Record row) {
    String kinds = text(row, "kinds");
    return new Channel(
        text(row, "id"),
        Medium.valueOf(text(row, "medium")),
        text(row, "target"),
        text(row, "language"),
        kinds.isEmpty()
            ? List.of()
            : Arrays.stream(kinds.split(",", -1)).map(NoticeKind::valueOf).toList(),
        number(row, "created_at"));
  }

  /// Ends a channel; what was still to be sent there is not sent.
  ///
  /// @return false where the caller has no such channel
  boolean remove(Caller caller, String id) {
    return db.execute(
            "delete from kedge.channel where id = ? and account = ?", id, caller.account())
        == 1;
  }

  /// What could not be told on the caller's channels, at most 200, the newest first.
  List<Dead> dead(Caller caller) {
    return db.fetch(
            "select d.* from kedge.delivery d join kedge.channel c on c.id = d.channel"
                + " where d.state = 'DEAD' and c.account = ? order by d.id desc limit ?",
            caller.account(),
            DEAD_MAX)
        .map(
            row ->
                new Dead(
                    number(row, "id"),
                    text(row, "channel"),
                    number(row, "notification"),
                    number(row, "attempts"),
                    Optional.ofNullable(row.get("last_error", String.class)).orElse("")));
  }

  /// Has a dead delivery sent once more.
  ///
  /// @return false where the caller has no such delivery
  boolean revive(Caller caller, long delivery) {
    return db.execute(
            "update kedge.delivery d set state = 'WAITING', attempts = 0, next_at = 0"
                + " from kedge.channel c where c.id = d.channel and c.account = ?"
                + " and d.id = ? and d.state = 'DEAD'",
            caller.account(),
            delivery)
        == 1;
  }

  private static String text(Record row, String column) {
    return Objects.requireNonNull(row.get(column, String.class), column);
  }

  private static long number(Record row, String column) {
    return Objects.requireNonNull(row.get(column, Long.class), column);
  }
}
