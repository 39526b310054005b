package io.kedge.server.notification;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/// Sends e-mail where `spring.mail.host` names a mail server.
@Component
final class MailSender {
  private final Optional<JavaMailSender> mail;
  private final String from;

  MailSender(
      ObjectProvider<JavaMailSender> mail,
      @Value("${kedge.mail.from:kedge@localhost}") String from) {
    this.mail = mail.stream().findFirst();
    this.from = from;
  }

  /// True where there is a mail server.
  boolean configured() {
    return mail.isPresent();
  }

  /// Sends one message.
  ///
  /// @param id of the message, the same at every attempt, so that a mail program shows it once
  /// @throws IOException where it was not taken
  void send(String to, String id, String title, String text) throws IOException {
    JavaMailSender sender = mail.orElseThrow(() -> new IOException("no mail server is configured"));
    try {
      MimeMessage message = sender.createMimeMessage();
      var helper = new MimeMessageHelper(message, StandardCharsets.UTF_8.name());
      helper.setFrom(from);
      helper.setTo(to);
      helper.setSubject(title);
      helper.setText(text);
      message.setHeader("X-Kedge-Id", id);
      sender.send(message);
    } catch (MessagingException | MailException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
