package io.kedge.server.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

/// Leaves messages as `.eml` files in the pickup folder of a mail server.
final class MailPickup implements LinkSender {
  private final Path folder;

  MailPickup(Path folder) {
    this.folder = folder;
  }

  @Override
  public void send(Account account, String link) {
    String message = message(account, link);
    try {
      Files.createDirectories(folder);
      var owner = PosixFilePermissions.fromString("rw-------");
      Path draft =
          Files.createTempFile(folder, "link", ".tmp", PosixFilePermissions.asFileAttribute(owner));
      Files.writeString(draft, message);
      Files.move(draft, folder.resolve(Ids.fresh() + ".eml"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String message(Account account, String link) {
    boolean chinese = account.language().startsWith("zh");
    String subject = chinese ? "设置密码" : "Set your password";
    String body =
        chinese
            ? "请在 30 分钟内打开以下链接设置新密码（仅可使用一次）：\n" + link + "\n"
            : "Open this link within 30 minutes to set a new password (it works once):\n"
                + link
                + "\n";
    return "To: %s\r\nSubject: =?UTF-8?B?%s?=\r\nMIME-Version: 1.0\r\n"
            .formatted(account.email().orElseThrow(), base64(subject))
        + "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + Base64.getMimeEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8))
        + "\r\n";
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
