package io.kedge.server.gateway;

import io.kedge.contract.RuleBook;
import io.kedge.genesis.Genesis;
import io.kedge.kernel.Bytes;
import io.kedge.ledger.crypto.LedgerKeys;
import io.kedge.ledger.crypto.SigningKey;
import io.kedge.ledger.disk.Clock;
import io.kedge.ledger.disk.DiskLock;
import io.kedge.ledger.node.GenesisState;
import io.kedge.ledger.node.LedgerNode;
import io.kedge.ledger.node.NodeParts;
import io.kedge.rulebook.StandardRules;
import io.kedge.server.ServerSettings;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The ledgers in the server's directory, each with a node inside this process.
final class EmbeddedGateway implements LedgerGateway, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedGateway.class);
  private static final String GENESIS = "genesis.json";

  private final ServerSettings settings;
  private final Clock clock;
  private final LedgerStop stop;
  private final LedgerWatch watch;
  private final List<EmbeddedLedger> open = new CopyOnWriteArrayList<>();
  private final List<DiskLock> locks = new ArrayList<>();

  private EmbeddedGateway(
      ServerSettings settings, Clock clock, LedgerStop stop, LedgerWatch watch) {
    this.settings = settings;
    this.clock = clock;
    this.stop = stop;
    this.watch = watch;
  }

  /// Opens every ledger there is.
  static EmbeddedGateway open(
      ServerSettings settings, Clock clock, LedgerStop stop, LedgerWatch watch) throws IOException {
    var gateway = new EmbeddedGateway(settings, clock, stop, watch);
    Files.createDirectories(settings.ledgers());
    try (var folders = Files.list(settings.ledgers())) {
      for (Path folder : folders.sorted().toList()) {
        if (Files.exists(folder.resolve(GENESIS))) {
          gateway.open(folder);
        }
      }
    } catch (IOException | RuntimeException e) {
      gateway.close();
      throw e;
    }
    return gateway;
  }

  private void open(Path folder) throws IOException {
    open(folder, Genesis.read(Bytes.wrap(Files.readAllBytes(folder.resolve(GENESIS)))));
  }

  private EmbeddedLedger open(Path folder, Genesis genesis) throws IOException {
    locks.add(LedgerKeys.alone(folder));
    SigningKey logKey = logKey(folder);
    NodeParts parts = watched(genesis.name(), NodeParts.in(folder, logKey, stop::stop, clock));
    RuleBook rules = StandardRules.version1();
    LedgerNode node = LedgerNode.open(GenesisState.of(genesis), rules, parts);
    node.notes().forEach(note -> LOG.info("{}: {}", genesis.name(), note));
    var ledger = new EmbeddedLedger(genesis, rules, node, clock, watch);
    open.add(ledger);
    return ledger;
  }

  /// Who serves others gives a passphrase; for trying things out on one machine one is drawn.
  private SigningKey logKey(Path folder) throws IOException {
    return InetAddress.getByName(settings.bind()).isLoopbackAddress()
        ? LedgerKeys.forStory(
            folder, file -> LOG.warn("no passphrase was given: one was drawn, see {}", file))
        : LedgerKeys.sealed(folder);
  }

  private NodeParts watched(String ledger, NodeParts parts) {
    return new NodeParts(
        watch.disk(ledger, parts.disk()),
        parts.clock(),
        parts.state(),
        parts.ordering(),
        parts.signatures(),
        parts.logKey(),
        parts.fatal(),
        parts.limits());
  }

  @Override
  public List<HostedLedger> ledgers() {
    return List.copyOf(open);
  }

  @Override
  public HostedLedger ledger(Optional<String> name) {
    return open.stream()
        .filter(ledger -> name.isEmpty() || ledger.name().equals(name.get()))
        .findFirst()
        .orElseThrow(
            () -> new Problem(ProblemCode.NOT_FOUND, "no ledger " + name.orElse("at all")));
  }

  @Override
  public synchronized HostedLedger found(Genesis genesis) {
    if (open.stream().anyMatch(ledger -> ledger.name().equals(genesis.name()))) {
      throw new IllegalArgumentException("there is a ledger " + genesis.name());
    }
    try {
      Path folder = settings.ledgers().resolve(genesis.name());
      Files.createDirectories(folder);
      return open(folder, genesis);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    for (EmbeddedLedger ledger : open) {
      try {
        ledger.close();
      } catch (IOException | RuntimeException e) {
        LOG.error("{} was not closed in order", ledger.name(), e);
      }
    }
    open.clear();
    for (DiskLock lock : locks) {
      try {
        lock.close();
      } catch (IOException e) {
        LOG.error("a lock was not given back", e);
      }
    }
    locks.clear();
  }
}
