package io.kedge.server.notification;

import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// What the caller was told, and where else it wants to be told.
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class NotificationController {
  private static final int LIMIT = 50;
  private static final int TARGET_LENGTH_MAX = 500;

  private final Notifications notifications;
  private final Channels channels;

  NotificationController(Notifications notifications, Channels channels) {
    this.notifications = notifications;
    this.channels = channels;
  }

  /// Some notices, the newest first.
  ///
  /// @param items the notices
  /// @param next asks for those before them
  /// @param unread how many the caller has not read
  record NotificationList(List<Notifications.Item> items, Optional<String> next, String unread) {}

  /// A channel as it is asked for.
  ///
  /// @param medium `EMAIL` or `WEBHOOK`
  /// @param target an e-mail address, or a web address
  /// @param language `zh-CN` or `en`
  /// @param kinds what it tells; all where empty
  record ChannelWanted(
      Channels.Medium medium, String target, String language, List<NoticeKind> kinds) {}

  /// A channel.
  ///
  /// @param id its name
  /// @param medium how
  /// @param target where to
  /// @param language in which language
  /// @param kinds what it tells; all where empty
  /// @param created when it was made
  /// @param secret signs webhooks; shown once, when the channel is made
  record ChannelView(
      String id,
      String medium,
      String target,
      String language,
      List<NoticeKind> kinds,
      String created,
      Optional<String> secret) {}

  /// Something that could not be told.
  ///
  /// @param id of the delivery
  /// @param channel where it was to go
  /// @param notification what it was
  /// @param attempts how often it was tried
  /// @param error what the last attempt came to
  record DeadView(String id, String channel, String notification, int attempts, String error) {}

  @GetMapping("/notifications")
  @Access(Access.SIGNED_IN)
  NotificationList list(
      Caller caller,
      Locale language,
      @RequestParam(defaultValue = "false") boolean unread,
      @RequestParam Optional<Long> before) {
    List<Notifications.Item> found =
        notifications.page(caller, language, unread, before.orElse(Long.MAX_VALUE), LIMIT);
    return new NotificationList(
        found,
        found.size() < LIMIT ? Optional.empty() : Optional.of(found.getLast().id()),
        Long.toString(notifications.unread(caller)));
  }

  /// Marks as read everything up to and with this one.
  @PostMapping("/notifications/{id}/read")
  @Access(Access.SIGNED_IN)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void read(Caller caller, @PathVariable long id) {
    notifications.readUpTo(caller, id, System.currentTimeMillis());
  }

  /// Marks this one as unread again.
  @PostMapping("/notifications/{id}/unread")
  @Access(Access.SIGNED_IN)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void unread(Caller caller, @PathVariable long id) {
    notifications.unread(caller, id);
  }

  @GetMapping("/channels")
  @Access(Access.SIGNED_IN)
  List<ChannelView> channels(Caller caller) {
    return channels.of(caller).stream().map(one -> view(one, Optional.empty())).toList();
  }

  private static ChannelView view(Channels.Channel channel, Optional<String> secret) {
    return new ChannelView(
        channel.id(),
        channel.medium().name(),
        channel.target(),
        channel.language(),
        channel.kinds(),
        Instant.ofEpochMilli(channel.createdAt()).toString(),
        secret);
  }

  @PostMapping(path = "/channels", consumes = MediaType.APPLICATION_JSON_VALUE)
  @Access(Access.SIGNED_IN)
  @ResponseStatus(HttpStatus.CREATED)
  ChannelView addChannel(Caller caller, @RequestBody ChannelWanted wanted) {
    if (wanted.medium() == null
        || wanted.target() == null
        || wanted.target().length() > TARGET_LENGTH_MAX
        || (wanted.kinds() != null && wanted.kinds().stream().anyMatch(Objects::isNull))) {
      throw new Problem(ProblemCode.MALFORMED, "medium and target are needed");
    }
    boolean english = wanted.language() != null && wanted.language().startsWith("en");
    Channels.Made made =
        channels.make(
            caller,
            wanted.medium(),
            wanted.target(),
            english ? Locale.ENGLISH : Locale.CHINESE,
            wanted.kinds() == null ? List.of() : wanted.kinds());
    return view(made.channel(), Optional.of(made.secret()).filter(secret -> !secret.isEmpty()));
  }

  @DeleteMapping("/channels/{id}")
  @Access(Access.SIGNED_IN)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void removeChannel(Caller caller, @PathVariable String id) {
    if (id.indexOf('\0') >= 0 || !channels.remove(caller, id)) {
      throw new Problem(ProblemCode.NOT_FOUND);
    }
  }

  /// What could not be told although it was tried for two days.
  @GetMapping("/deliveries/dead")
  @Access(Access.SIGNED_IN)
  List<DeadView> dead(Caller caller) {
    return channels.dead(caller).stream()
        .map(
            one ->
                new DeadView(
                    Long.toString(one.id()),
                    one.channel(),
                    Long.toString(one.notification()),
                    Math.toIntExact(one.attempts()),
                    one.error()))
        .toList();
  }

  /// Has it sent once more.
  @PostMapping("/deliveries/{id}/retry")
  @Access(Access.SIGNED_IN)
  @ResponseStatus(HttpStatus.ACCEPTED)
  void retry(Caller caller, @PathVariable long id) {
    if (!channels.revive(caller, id)) {
      throw new Problem(ProblemCode.NOT_FOUND);
    }
  }
}
