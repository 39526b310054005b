package io.kedge.server.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.PartyId;
import io.kedge.server.access.Caller;
import io.kedge.server.jobs.WorkLedger;
import io.kedge.server.jobs.WorkSettings;
import io.kedge.server.store.Store;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/// What is in the outbox is sent until somebody takes it, signed, and never to a private address
/// unless that is allowed.
class DeliveriesTest {
  private static final Store STORE = WorkLedger.bean(Store.class);
  private static final DSLContext DB = STORE.db();
  /// Long after now, so that the running server sends none of it.
  private static final long LATER = 4_000_000_000_000L;

  private static Caller caller(String party) {
    return new Caller(
        "account-of-" + party,
        party,
        "deliveries",
        new PartyId(party),
        Optional.empty(),
        new TreeSet<>(),
        Set.of(),
        Caller.Means.SESSION);
  }

  private static void tell(String party, String dedup) {
    DB.transaction(
        inside -> {
          Outbox.tell(
              inside.dsl(),
              Notice.of("deliveries", party, dedup, NoticeKind.PARTY_DECLINED, party, LATER)
                  .with("reason", "stamp missing"));
          inside.dsl().execute("update kedge.delivery set next_at = ? where next_at = 0", LATER);
        });
  }

  private static MailSender mail(JavaMailSender... sender) {
    var beans = new DefaultListableBeanFactory();
    for (JavaMailSender each : sender) {
      beans.registerSingleton("mail", each);
    }
    return new MailSender(beans.getBeanProvider(JavaMailSender.class), "kedge@example.org");
  }

  private record Got(String id, String timestamp, String signature, Bytes body) {}

  @Test
  void aWebhookIsTriedUntilItIsTakenAndCarriesASignatureThatHoldsForFiveMinutes() throws Exception {
    List<Got> got = Collections.synchronizedList(new ArrayList<>());
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/hook",
        exchange -> {
          var head = exchange.getRequestHeaders();
          got.add(
              new Got(
                  head.getFirst("webhook-id"),
                  head.getFirst("webhook-timestamp"),
                  head.getFirst("webhook-signature"),
                  Bytes.wrap(exchange.getRequestBody().readAllBytes())));
          exchange.sendResponseHeaders(got.size() < 3 ? 503 : 204, -1);
          exchange.close();
        });
    receiver.start();
    try {
      var guard = new TargetGuard(true);
      var channels = new Channels(STORE, guard, mail());
      String target = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
      var made =
          channels.make(caller("hook"), Channels.Medium.WEBHOOK, target, Locale.ENGLISH, List.of());
      tell("hook", "one");
      tell("hook", "one");
      var deliveries = deliveries(guard, mail());
      deliveries.sendDue(LATER);
      assertThat(deliveries.sendDue(LATER + 1_000)).as("not before its time").isZero();
      deliveries.sendDue(LATER + 31_000);
      deliveries.sendDue(LATER + 120_000);
      deliveries.sendDue(LATER + 900_000);

      assertThat(got).hasSize(3);
      Got last = got.getLast();
      assertThat(got.stream().map(Got::id).distinct()).hasSize(1);
      assertThat(last.body().text()).contains("\"text\":\"The reason: stamp missing\"");
      long seconds = Long.parseLong(last.timestamp());
      assertThat(
              WebhookSignature.verify(
                  made.secret(),
                  last.id(),
                  seconds,
                  last.body().toArray(),
                  last.signature(),
                  seconds + 299))
          .isTrue();
      assertThat(
              WebhookSignature.verify(
                  made.secret(),
                  last.id(),
                  seconds,
                  last.body().toArray(),
                  last.signature(),
                  seconds + 301))
          .as("a replay")
          .isFalse();
      byte[] other = last.body().toArray();
      other[0]++;
      assertThat(
              WebhookSignature.verify(
                  made.secret(), last.id(), seconds, other, last.signature(), seconds))
          .isFalse();
    } finally {
      receiver.stop(0);
    }
  }

  private static Deliveries deliveries(TargetGuard guard, MailSender mail) {
    return new Deliveries(
        STORE, new WebhookSender(guard), mail, WorkLedger.bean(WorkSettings.class));
  }

  @Test
  void whatNobodyTakesIsOnTheListOfTheDeadAndCanBeSentOnceMore() {
    var guard = new TargetGuard(true);
    var channels = new Channels(STORE, guard, mail());
    channels.make(
        caller("dead"),
        Channels.Medium.WEBHOOK,
        "http://127.0.0.1:1/nobody",
        Locale.ENGLISH,
        List.of());
    tell("dead", "one");
    var deliveries = deliveries(guard, mail());
    for (int i = 0; i < 12; i++) {
      deliveries.sendDue(LATER + i * 7L * 3_600_000);
    }
    List<Channels.Dead> dead = channels.dead(caller("dead"));
    assertThat(dead).hasSize(1);
    assertThat(dead.getFirst().attempts()).isEqualTo(12);
    assertThat(channels.revive(caller("hook"), dead.getFirst().id())).as("somebody else").isFalse();
    assertThat(channels.revive(caller("dead"), dead.getFirst().id())).isTrue();
    assertThat(channels.dead(caller("dead"))).isEmpty();
    DB.execute("delete from kedge.channel where account = 'account-of-dead'");
  }

  @Test
  void eMailGoesThroughSmtpInTheReadersLanguage() throws Exception {
    var smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    smtp.start();
    try {
      var sender = new JavaMailSenderImpl();
      sender.setHost("127.0.0.1");
      sender.setPort(smtp.getSmtp().getPort());
      var guard = new TargetGuard(false);
      var channels = new Channels(STORE, guard, mail(sender));
      channels.make(
          caller("mail"),
          Channels.Medium.EMAIL,
          "chen@example.org",
          Locale.CHINESE,
          List.of(NoticeKind.PARTY_DECLINED));
      tell("mail", "one");
      deliveries(guard, mail(sender)).sendDue(LATER);
      assertThat(smtp.waitForIncomingEmail(5_000, 1)).isTrue();
      var message = smtp.getReceivedMessages()[0];
      assertThat(message.getSubject()).isEqualTo("认证未通过");
      assertThat(message.getContent().toString()).contains("原因：stamp missing");
      assertThat(message.getHeader("X-Kedge-Id")).hasSize(1);
    } finally {
      smtp.stop();
    }
    var none = new Channels(STORE, new TargetGuard(false), mail());
    assertThatThrownBy(
            () ->
                none.make(
                    caller("mail"),
                    Channels.Medium.EMAIL,
                    "a@example.org",
                    Locale.ENGLISH,
                    List.of()))
        .hasMessageStartingWith("notification.MAIL_NOT_CONFIGURED");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, false",
    "10.1.2.3, false",
    "172.31.0.1, false",
    "192.168.1.1, false",
    "169.254.169.254, false",
    "100.64.0.1, false",
    "0.0.0.0, false",
    "224.0.0.1, false",
    "::1, false",
    "fd00::1, false",
    "fe80::1, false",
    "::ffff:10.0.0.1, false",
    "2002:0a00:0001::, false",
    "64:ff9b::a00:1, false",
    "2001:db8::1, false",
    "8.8.8.8, true",
    "172.32.0.1, true",
    "2606:4700::1111, true"
  })
  void onlyPublicAddressesAreReached(String address, boolean reached) throws Exception {
    assertThat(TargetGuard.isPublic(InetAddress.getByName(address))).isEqualTo(reached);
  }

  @ParameterizedTest
  @CsvSource({
    "http://example.org/",
    "https://user@example.org/",
    "file:///etc/passwd",
    "https:///x",
    "x y"
  })
  void onlySecureWebAddressesAreTaken(String target) {
    assertThatThrownBy(() -> new TargetGuard(false).require(target))
        .hasMessageStartingWith("notification.TARGET_NOT_ALLOWED");
  }
}
