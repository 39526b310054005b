package io.kedge.cli;

import io.kedge.ledger.crypto.Passphrase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.pkcs.PKCSException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kedge certificate`: issues the TLS certificate with which a server answers in its network, and
/// says how phones come to trust it. Browsers sign and verify only where they trust it.
@Command(name = "certificate", mixinStandardHelpOptions = true)
final class CertificateCommand extends Asking {
  /// Phones accept no longer ones of authorities that a user installed.
  private static final int DAYS_MAX = 825;

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneId.systemDefault());

  @Option(names = "--data", paramLabel = "DIR", descriptionKey = "up.data")
  private Optional<Path> data = Optional.empty();

  @Option(names = "--name", paramLabel = "NAME", descriptionKey = "certificate.name")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "397",
      descriptionKey = "certificate.days")
  private int days;

  @Override
  int answer(Terminal terminal) throws Exception {
    if (days < 1 || days > DAYS_MAX) {
      throw Failure.malformed("USAGE", terminal.words().say("certificate.days-wrong"));
    }
    List<String> all = names.isEmpty() ? ofThisMachine() : names;
    for (String name : all) {
      if (!LocalAuthority.isAddress(name)
          && !name.matches("(\\*\\.)?[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")) {
        throw Failure.malformed("USAGE", terminal.words().say("certificate.name-wrong", name));
      }
    }
    Path folder = data.orElse(UpCommand.DATA).resolve("tls");
    Instant now = Instant.now();
    LocalAuthority authority = authority(terminal, folder, all.getFirst(), now);
    Instant until = authority.issue(all, now, Duration.ofDays(days));
    tell(terminal, authority, folder, until, all);
    return ExitCode.YES;
  }

  private static LocalAuthority authority(Terminal terminal, Path folder, String host, Instant now)
      throws Exception {
    try {
      return LocalAuthority.in(folder, host, Passphrase.fromEnvironment(), now);
    } catch (PKCSException e) {
      throw Failure.no("PASSPHRASE_WRONG", terminal.words().say("keystore.PASSPHRASE_WRONG"));
    }
  }

  private static void tell(
      Terminal terminal, LocalAuthority authority, Path folder, Instant until, List<String> all)
      throws Exception {
    String fingerprint = authority.fingerprint();
    if (authority.isNew()) {
      terminal.say("certificate.authority-made", authority.file());
    }
    Path certificate = folder.resolve("server.crt");
    terminal.say("certificate.made", certificate, DAY.format(until), String.join(", ", all));
    terminal.line("");
    terminal.say("certificate.computers", authority.file());
    terminal.line("  " + fingerprint);
    terminal.say("certificate.iphone");
    terminal.say("certificate.android");
    terminal.say("certificate.desktop");
    terminal.line("");
    terminal.say("certificate.next");
    terminal.document(
        out -> {
          out.writeStartObject();
          out.writeStringField("authority", authority.file().toString());
          out.writeStringField("fingerprint", fingerprint);
          out.writeStringField("certificate", certificate.toString());
          out.writeStringField("until", until.toString());
          out.writeArrayFieldStart("names");
          for (String name : all) {
            out.writeString(name);
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }

  /// The machine's name, and its addresses, loopback last.
  private static List<String> ofThisMachine() throws IOException {
    var found = new LinkedHashSet<String>();
    try {
      found.add(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException _) {
      // A machine without a name is reached by its addresses.
    }
    for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
      network
          .inetAddresses()
          .filter(address -> !address.isLinkLocalAddress() && !address.isLoopbackAddress())
          .forEach(address -> found.add(address.getHostAddress().replaceAll("%.*", "")));
    }
    found.addAll(List.of("localhost", "127.0.0.1", "::1"));
    return List.copyOf(found);
  }
}
