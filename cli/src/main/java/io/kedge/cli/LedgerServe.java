package io.kedge.cli;

import io.kedge.ledger.disk.RealDisk;
import io.kedge.ledger.http.LedgerServer;
import io.kedge.ledger.proof.NoteFormatException;
import io.kedge.ledger.proof.VerifierKey;
import io.kedge.ledger.publish.Publication;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kedge ledger serve DIR`: shows a ledger over HTTP, beside the process that may be writing it,
/// until it is stopped.
@Command(name = "serve", mixinStandardHelpOptions = true)
final class LedgerServe extends Asking {
  /// The file of a ledger's folder with the keys whose cosignatures are accepted.
  static final String FOLLOWERS = "followers.vkeys";

  @Parameters(paramLabel = "DIR", descriptionKey = "option.data")
  private Path data = Path.of("");

  @Option(names = "--port", paramLabel = "P", defaultValue = "7001", descriptionKey = "serve.port")
  private int port = 7001;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      descriptionKey = "serve.bind")
  private String bind = "127.0.0.1";

  @Option(names = "--followers", paramLabel = "FILE", descriptionKey = "serve.followers")
  private Optional<Path> followers = Optional.empty();

  @Override
  int answer(Terminal terminal) throws IOException, InterruptedException {
    if (!Files.isRegularFile(data.resolve("FORMAT"))) {
      throw Failure.malformed(terminal.words().say("ledger.none", data));
    }
    List<VerifierKey> keys = followers(terminal, data, followers);
    try (Publication publication = Publication.open(RealDisk.at(data), keys);
        LedgerServer server = start(terminal, publication)) {
      announce(terminal, server, publication, keys);
      new CountDownLatch(1).await();
    }
    return ExitCode.YES;
  }

  private LedgerServer start(Terminal terminal, Publication publication) throws IOException {
    return start(terminal, bind, port, publication);
  }

  /// Serves at an address.
  static LedgerServer start(
      Terminal terminal, String bind, int port, io.kedge.ledger.publish.Responder responder)
      throws IOException {
    if (port < 0 || port > 65_535) {
      throw Failure.malformed("USAGE", terminal.words().say("serve.no-port", port));
    }
    try {
      return LedgerServer.start(
          new InetSocketAddress(InetAddress.getByName(bind), port), responder);
    } catch (UnknownHostException e) {
      throw Failure.malformed("USAGE", terminal.words().say("serve.no-address", bind));
    } catch (BindException e) {
      throw Failure.no(
          "PORT_TAKEN", terminal.words().say("serve.taken", bind, Integer.toString(port)));
    }
  }

  /// The keys of the followers whose cosignatures are accepted: those of an option, else those of
  /// the file in the ledger's folder, else none. Keys of followers' reports may stand among them.
  static List<VerifierKey> followers(Terminal terminal, Path data, Optional<Path> option)
      throws IOException {
    Path file = option.orElse(data.resolve(FOLLOWERS));
    if (option.isEmpty() && !Files.exists(file)) {
      return List.of();
    }
    List<VerifierKey> keys;
    try {
      keys = VerifierKey.parseAll(Files.readString(file));
    } catch (NoteFormatException e) {
      throw Failure.malformed(terminal.words().say("verify.bad-key", e.fault()));
    }
    List<VerifierKey> cosigners =
        keys.stream().filter(key -> key.kind() == VerifierKey.Kind.COSIGNER).toList();
    if (cosigners.isEmpty()) {
      throw Failure.malformed(terminal.words().say("serve.no-cosigner", file));
    }
    return cosigners;
  }

  private void announce(
      Terminal terminal, LedgerServer server, Publication publication, List<VerifierKey> keys) {
    terminal.say("serve.begun", data, server.url(), keys.size());
    terminal.say("serve.key", publication.vkey().text());
    terminal.document(
        out -> {
          out.writeStartObject();
          out.writeStringField("url", server.url());
          out.writeStringField("vkey", publication.vkey().text());
          out.writeNumberField("followers", keys.size());
          out.writeEndObject();
        });
  }
}
