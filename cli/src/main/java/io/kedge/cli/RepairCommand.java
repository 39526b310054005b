package io.kedge.cli;

import io.kedge.genesis.Genesis;
import io.kedge.ledger.disk.RealDisk;
import io.kedge.ledger.follow.FollowerKeys;
import io.kedge.ledger.follow.Repair;
import io.kedge.ledger.follow.RepairParts;
import io.kedge.ledger.follow.RepairRefused;
import io.kedge.ledger.follow.RepairReport;
import io.kedge.ledger.follow.SourceFailure;
import io.kedge.ledger.fsck.Fsck;
import io.kedge.ledger.http.HttpSource;
import io.kedge.ledger.node.GenesisState;
import io.kedge.ledger.node.NodeParts;
import io.kedge.ledger.proof.VerifierKey;
import io.kedge.ledger.state.RocksStateStore;
import io.kedge.rulebook.StandardRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kedge repair DIR --from URL`: puts back what a ledger's folder lost, from another node, proving
/// it before anything is written.
@Command(name = "repair", mixinStandardHelpOptions = true)
final class RepairCommand extends Asking {
  @Parameters(paramLabel = "DIR", descriptionKey = "option.data")
  private Path data = Path.of("");

  @Option(names = "--from", paramLabel = "URL", required = true, descriptionKey = "repair.from")
  private String url = "";

  @Option(names = "--vkey", paramLabel = "VKEY", descriptionKey = "repair.vkey")
  private Optional<String> vkey = Optional.empty();

  @Option(names = "--key", paramLabel = "FILE", descriptionKey = "repair.key")
  private Optional<Path> keyStore = Optional.empty();

  @Option(names = "--name", paramLabel = "NAME", descriptionKey = "follow.name")
  private Optional<String> name = Optional.empty();

  @Override
  int answer(Terminal terminal) throws IOException {
    Words words = terminal.words();
    if (!Files.isDirectory(data)) {
      throw Failure.malformed(words.say("ledger.none", data));
    }
    List<VerifierKey> given =
        vkey.isEmpty() ? List.of() : Trust.of(terminal, vkey, data.resolve("x")).keys();
    Optional<FollowerKeys> keys =
        keyStore.isEmpty()
            ? Optional.empty()
            : Optional.of(FollowerStore.keys(terminal, data, keyStore, name));
    RealDisk disk = RealDisk.at(data);
    var parts =
        new RepairParts(
            disk,
            StandardRules.version1(),
            document -> GenesisState.of(Genesis.read(document)),
            genesis -> Fsck.run(disk, genesis, StandardRules.version1(), height -> {}),
            () -> RocksStateStore.provider(disk, NodeParts.STATE).destroy(),
            keys);
    try (HttpSource peer = HttpSource.at(url)) {
      RepairReport report = Repair.run(parts, peer, given);
      tell(terminal, report);
      return report.fsck().ok() ? ExitCode.YES : ExitCode.NO;
    } catch (RepairRefused e) {
      throw Failure.no(
          e.reason().name(),
          words.say(
              "repair.refused",
              words.sayOr("repair." + e.reason(), e.reason().name()),
              e.getMessage()));
    } catch (SourceFailure e) {
      throw Failure.no(e.kind().name(), words.say("follow.unreachable", e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw Failure.malformed("USAGE", words.say("follow.no-url", url));
    }
  }

  private static void tell(Terminal terminal, RepairReport report) {
    Words words = terminal.words();
    if (report.mended().isEmpty()) {
      terminal.say("repair.nothing");
    }
    for (RepairReport.Mended item : report.mended()) {
      String by =
          switch (item.proof()) {
            case CHAIN -> words.say("repair.by-chain");
            case EXECUTION -> words.say("repair.by-execution");
            case DERIVED -> words.say("repair.by-derived");
            case GENESIS -> words.say("repair.by-genesis");
          };
      if (item.to() > 0) {
        terminal.say(
            "repair.range", item.file(), Long.toString(item.from()), Long.toString(item.to()), by);
      } else {
        terminal.say("repair.file", item.file(), by);
      }
    }
    if (report.fsck().ok()) {
      terminal.say(
          "fsck.ok",
          report.fsck().blockHeight(),
          report.fsck().treeRoot().hex(),
          report.fsck().stateRoot().hex());
    } else {
      terminal.say("fsck.faults", report.fsck().faults().size());
      report.fsck().faults().forEach(fault -> terminal.line("  " + fault));
    }
    terminal.document(
        out -> {
          out.writeStartObject();
          out.writeBooleanField("ok", report.fsck().ok());
          out.writeStringField("ledger", report.ledger());
          out.writeStringField("from", report.from());
          out.writeArrayFieldStart("mended");
          for (RepairReport.Mended item : report.mended()) {
            out.writeStartObject();
            out.writeStringField("file", item.file());
            out.writeNumberField("from", item.from());
            out.writeNumberField("to", item.to());
            out.writeStringField("proof", item.proof().name());
            out.writeEndObject();
          }
          out.writeEndArray();
          out.writeNumberField("blockHeight", report.fsck().blockHeight());
          out.writeStringField("treeRoot", report.fsck().treeRoot().hex());
          out.writeStringField("stateRoot", report.fsck().stateRoot().hex());
          out.writeEndObject();
        });
  }
}
