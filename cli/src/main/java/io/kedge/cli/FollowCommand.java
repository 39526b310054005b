package io.kedge.cli;

import io.kedge.genesis.Genesis;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.disk.RealDisk;
import io.kedge.ledger.follow.FollowStopped;
import io.kedge.ledger.follow.Follower;
import io.kedge.ledger.follow.FollowerKeys;
import io.kedge.ledger.follow.SnapshotFollow;
import io.kedge.ledger.follow.Source;
import io.kedge.ledger.follow.SourceFailure;
import io.kedge.ledger.follow.StopReason;
import io.kedge.ledger.follow.Witness;
import io.kedge.ledger.http.HttpSource;
import io.kedge.ledger.http.LedgerServer;
import io.kedge.ledger.node.GenesisState;
import io.kedge.ledger.node.LedgerNode;
import io.kedge.ledger.node.NodeParts;
import io.kedge.ledger.proof.NoteFormatException;
import io.kedge.ledger.proof.VerifierKey;
import io.kedge.ledger.publish.Publication;
import io.kedge.ledger.snapshot.SnapshotManifest;
import io.kedge.rulebook.StandardRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kedge follow URL`: follows a published ledger: verifies every signature, executes every command
/// again, cosigns what is the same, and stops with a signed report where something is not.
@Command(name = "follow", mixinStandardHelpOptions = true)
final class FollowCommand extends Asking {
  /// The file with the follower's own public keys.
  private static final String OWN_KEYS = "follower.vkey";

  private static final int SMALL_FILE_MAX = 16 << 20;
  private static final int STRIKES_MAX = 3;

  @Parameters(paramLabel = "URL", descriptionKey = "follow.url")
  private String url = "";

  @Option(names = "--data", paramLabel = "DIR", required = true, descriptionKey = "option.data")
  private Path data = Path.of("");

  @Option(names = "--vkey", paramLabel = "VKEY", descriptionKey = "follow.vkey")
  private Optional<String> vkey = Optional.empty();

  @Option(names = "--key", paramLabel = "FILE", descriptionKey = "follow.key")
  private Optional<Path> keyStore = Optional.empty();

  @Option(names = "--name", paramLabel = "NAME", descriptionKey = "follow.name")
  private Optional<String> name = Optional.empty();

  @Option(names = "--from-snapshot", descriptionKey = "follow.from-snapshot")
  private boolean fromSnapshot;

  @Option(names = "--once", descriptionKey = "follow.once")
  private boolean once;

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      defaultValue = "1",
      descriptionKey = "follow.interval")
  private long intervalSeconds = 1;

  @Option(names = "--peer", paramLabel = "URL", descriptionKey = "follow.peer")
  private List<String> peers = new ArrayList<>();

  @Option(names = "--port", paramLabel = "P", descriptionKey = "follow.port")
  private Optional<Integer> port = Optional.empty();

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      descriptionKey = "serve.bind")
  private String bind = "127.0.0.1";

  @Option(names = "--witness", paramLabel = "FILE", descriptionKey = "follow.witness")
  private Optional<Path> witnessed = Optional.empty();

  private int strikes;
  private @Nullable String told;

  @Override
  int answer(Terminal terminal) throws IOException, InterruptedException {
    if (intervalSeconds < 1 || intervalSeconds > 86_400) {
      throw Failure.malformed("USAGE", terminal.words().say("follow.no-interval"));
    }
    try (HttpSource ledger = source(terminal, url)) {
      Files.createDirectories(data);
      List<VerifierKey> pinned = pinned(terminal, ledger);
      if (fromSnapshot) {
        install(terminal, ledger, pinned);
      }
      GenesisState genesis = genesis(terminal, ledger, pinned.getFirst());
      FollowerKeys keys = FollowerStore.keys(terminal, data, keyStore, name);
      Files.writeString(data.resolve(OWN_KEYS), String.join("\n", keys.vkeys()) + "\n");
      terminal.progress(terminal.words().say("follow.own-key", keys.vkeys().getFirst()));
      NodeParts parts = NodeParts.in(data, keys.key(), terminal.fatal());
      try (Follower follower =
          Follower.open(genesis, StandardRules.version1(), parts, pinned, keys)) {
        follower.notes().forEach(terminal::progress);
        return follow(terminal, ledger, follower, pinned);
      } catch (FollowStopped e) {
        throw stopped(terminal, e);
      }
    }
  }

  /// Begins with the newest snapshot, where there is nothing yet.
  private void install(Terminal terminal, Source ledger, List<VerifierKey> pinned)
      throws IOException {
    if (Files.exists(data.resolve("FORMAT"))) {
      return;
    }
    try {
      SnapshotManifest begun = SnapshotFollow.install(ledger, pinned, RealDisk.at(data));
      terminal.progress(
          terminal.words().say("follow.begun", begun.name(), begun.height(), begun.treeSize()));
    } catch (SourceFailure e) {
      throw unreachable(terminal, e);
    } catch (FollowStopped e) {
      throw stopped(terminal, e);
    }
  }

  private static HttpSource source(Terminal terminal, String url) {
    try {
      return HttpSource.at(url);
    } catch (IllegalArgumentException e) {
      throw Failure.malformed("USAGE", terminal.words().say("follow.no-url", url));
    }
  }

  /// The keys that may sign: those that were pinned at the first contact; else those of the option;
  /// else, and plainly said, the one that is published.
  private List<VerifierKey> pinned(Terminal terminal, Source ledger) throws IOException {
    Path file = data.resolve(LedgerNode.VKEY);
    List<VerifierKey> given =
        vkey.isEmpty() ? List.of() : Trust.of(terminal, vkey, data.resolve("x")).keys();
    if (Files.exists(file)) {
      List<VerifierKey> kept = parse(terminal, Files.readString(file));
      if (!given.isEmpty() && !given.contains(kept.getFirst())) {
        throw Failure.no("PINNED_KEY_DIFFERS", terminal.words().say("follow.other-key", file));
      }
      var all = new ArrayList<>(kept);
      given.stream().filter(key -> !kept.contains(key)).forEach(all::add);
      return all;
    }
    if (!given.isEmpty()) {
      return given;
    }
    VerifierKey first = parse(terminal, get(terminal, ledger, LedgerNode.VKEY).text()).getFirst();
    terminal.progress(terminal.words().say("follow.first-use", first.text()));
    return List.of(first);
  }

  private static List<VerifierKey> parse(Terminal terminal, String text) {
    try {
      List<VerifierKey> keys = VerifierKey.parseAll(text);
      if (keys.isEmpty()) {
        throw Failure.no("KEY_MISSING", terminal.words().say("verify.no-key"));
      }
      return keys;
    } catch (NoteFormatException e) {
      throw Failure.no("KEY_MISSING", terminal.words().say("verify.bad-key", e.fault()));
    }
  }

  private static Bytes get(Terminal terminal, Source ledger, String path) {
    try {
      return ledger.get(path, SMALL_FILE_MAX);
    } catch (SourceFailure e) {
      throw unreachable(terminal, e);
    }
  }

  private static Failure unreachable(Terminal terminal, SourceFailure e) {
    return Failure.no(e.kind().name(), terminal.words().say("follow.unreachable", e.getMessage()));
  }

  /// The genesis document, of which the pinned key's name is the hash.
  private GenesisState genesis(Terminal terminal, Source ledger, VerifierKey key)
      throws IOException {
    Path file = data.resolve(LedgerNode.GENESIS);
    Bytes document =
        Files.exists(file)
            ? Bytes.wrap(Files.readAllBytes(file))
            : get(terminal, ledger, LedgerNode.GENESIS);
    if (!key.name().equals("kedge/" + Digest.of(document).hex())) {
      throw Failure.no(
          StopReason.GENESIS_DIFFERS.name(), terminal.words().say("follow.genesis", key.name()));
    }
    return GenesisState.of(Genesis.read(document));
  }

  private int follow(Terminal terminal, Source ledger, Follower follower, List<VerifierKey> pinned)
      throws IOException, InterruptedException {
    if (port.isEmpty()) {
      return poll(terminal, ledger, follower);
    }
    List<VerifierKey> followers = LedgerServe.followers(terminal, data, Optional.empty());
    var known = new ArrayList<>(pinned);
    if (witnessed.isPresent()) {
      known.addAll(parse(terminal, Files.readString(witnessed.get())));
    }
    try (Publication own = Publication.open(RealDisk.at(data), followers)) {
      var witness =
          new Witness(
              follower.cosignatures(),
              pinned.getFirst().name(),
              follower::acceptedRoot,
              known,
              own);
      try (LedgerServer server = LedgerServe.start(terminal, bind, port.get(), witness)) {
        terminal.progress(
            terminal.words().say("serve.begun", data, server.url(), followers.size()));
        return poll(terminal, ledger, follower);
      }
    }
  }

  private int poll(Terminal terminal, Source ledger, Follower follower)
      throws IOException, InterruptedException {
    while (true) {
      try {
        Follower.Progress progress = follower.poll(ledger);
        strikes = 0;
        tell(terminal, progress);
        compare(terminal, follower);
        if (once) {
          document(terminal, follower, progress);
          return ExitCode.YES;
        }
      } catch (SourceFailure e) {
        if (once) {
          throw unreachable(terminal, e);
        }
        tellOnce(terminal, terminal.words().say("follow.unreachable", e.getMessage()));
      } catch (FollowStopped e) {
        stopOrGoOn(terminal, e);
      }
      Thread.sleep(Duration.ofSeconds(intervalSeconds));
    }
  }

  /// A proven difference ends it for good. What may be the fault of the way there is tried again a
  /// few times, and a checkpoint that went back until it is ahead again.
  private void stopOrGoOn(Terminal terminal, FollowStopped e) throws InterruptedException {
    boolean back = e.reason() == StopReason.CHECKPOINT_WENT_BACK;
    strikes += back ? 0 : 1;
    if (once || e.reason().proven() || strikes >= STRIKES_MAX) {
      Failure failure = stopped(terminal, e);
      if (port.isPresent() && !once) {
        terminal.refuse(failure);
        terminal.progress(terminal.words().say("follow.still-serving"));
        new CountDownLatch(1).await();
      }
      throw failure;
    }
    tellOnce(terminal, terminal.words().say("follow.again", e.getMessage()));
  }

  /// The checkpoints of other nodes, at each poll. One that cannot be reached is said, and no more.
  private void compare(Terminal terminal, Follower follower) throws IOException, FollowStopped {
    for (String peer : peers) {
      try (HttpSource other = source(terminal, peer)) {
        follower.compare(other);
      } catch (SourceFailure e) {
        tellOnce(terminal, terminal.words().say("follow.unreachable", e.getMessage()));
      }
    }
  }

  private static Failure stopped(Terminal terminal, FollowStopped e) {
    Words words = terminal.words();
    String reason = words.sayOr("stop." + e.reason(), e.reason().name());
    String report = e.report().map(file -> words.say("follow.report", file)).orElse("");
    return Failure.no(
        e.reason().name(), words.say("follow.stopped", reason, e.getMessage()) + report);
  }

  private void tell(Terminal terminal, Follower.Progress progress) {
    told = null;
    boolean more = progress.tip().treeSize() > progress.from();
    if (more || progress.delivery() != 0) {
      terminal.progress(
          terminal
              .words()
              .say(
                  progress.delivery() == 200 ? "follow.taken" : "follow.progress",
                  progress.tip().number(),
                  progress.tip().treeSize(),
                  progress.tip().stateRoot().hex()));
    }
    if (progress.delivery() == 403) {
      terminal.progress(terminal.words().say("follow.not-known"));
    }
  }

  private void tellOnce(Terminal terminal, String text) {
    if (!text.equals(told)) {
      terminal.progress(text);
      told = text;
    }
  }

  private static void document(Terminal terminal, Follower follower, Follower.Progress progress) {
    terminal.say(
        "follow.done",
        progress.tip().number(),
        progress.tip().treeSize(),
        progress.tip().treeRoot().hex(),
        progress.tip().stateRoot().hex());
    terminal.document(
        out -> {
          out.writeStartObject();
          out.writeBooleanField("ok", true);
          out.writeNumberField("blockHeight", progress.tip().number());
          out.writeNumberField("treeSize", progress.tip().treeSize());
          out.writeStringField("treeRoot", progress.tip().treeRoot().hex());
          out.writeStringField("stateRoot", progress.tip().stateRoot().hex());
          out.writeBooleanField("cosigned", progress.cosigned());
          out.writeBooleanField("delivered", progress.delivery() == 200);
          out.writeStringField("vkey", follower.keys().vkeys().getFirst());
          out.writeEndObject();
        });
  }
}
