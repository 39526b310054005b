package io.kedge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.kedge.genesis.Genesis;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.MalformedException;
import io.kedge.ledger.crypto.KeyStoreFailure;
import io.kedge.ledger.crypto.LedgerKeys;
import io.kedge.ledger.disk.RealDisk;
import io.kedge.ledger.fsck.Fsck;
import io.kedge.ledger.fsck.FsckFault;
import io.kedge.ledger.fsck.FsckReport;
import io.kedge.ledger.node.GenesisState;
import io.kedge.rulebook.StandardRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `kedge fsck DIR`: checks a ledger's folder from first byte to last, believing nothing in it:
/// hashes,
/// chain, tree, signatures, every result executed again, stored state, every checkpoint.
@Command(name = "fsck", mixinStandardHelpOptions = true)
final class FsckCommand extends Asking {
  private static final int PROGRESS_EVERY = 1_000;

  @Parameters(paramLabel = "DIR", descriptionKey = "option.data")
  private Path data = Path.of("");

  @Override
  int answer(Terminal terminal) {
    if (!Files.isDirectory(data)) {
      throw Failure.malformed(terminal.words().say("ledger.none", data));
    }
    FsckReport report;
    try {
      report = inspect(terminal);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    tell(terminal, report);
    terminal.document(out -> document(out, report));
    return report.ok() ? ExitCode.YES : ExitCode.NO;
  }

  private FsckReport inspect(Terminal terminal) throws IOException {
    Path genesis = data.resolve("genesis.json");
    if (!Files.exists(genesis)) {
      if (!Files.exists(data.resolve("log"))) {
        throw Failure.malformed(terminal.words().say("ledger.none", data));
      }
      return unfounded("missing");
    }
    GenesisState state;
    try {
      state = GenesisState.of(Genesis.read(Bytes.wrap(Files.readAllBytes(genesis))));
    } catch (MalformedException e) {
      return unfounded("not a genesis document: " + e.getMessage());
    }
    FsckReport report =
        Fsck.run(
            RealDisk.at(data),
            state,
            StandardRules.version1(),
            height -> {
              if (height % PROGRESS_EVERY == 0) {
                terminal.progress(terminal.words().say("fsck.progress", height));
              }
            });
    return keyFault().map(fault -> with(report, fault)).orElse(report);
  }

  /// The sealed keys, as far as they can be judged without the operator's passphrase.
  private Optional<FsckFault> keyFault() throws IOException {
    try {
      LedgerKeys.check(data);
      return Optional.empty();
    } catch (KeyStoreFailure e) {
      return Optional.of(
          new FsckFault(
              "keys",
              0,
              String.valueOf(e.getMessage()),
              "bring the folder keys back from a backup; without it the ledger cannot be started,"
                  + " only read"));
    }
  }

  private static FsckReport with(FsckReport report, FsckFault fault) {
    var faults = new ArrayList<>(report.faults());
    faults.add(fault);
    return new FsckReport(
        report.ledger(),
        report.blockHeight(),
        report.treeSize(),
        report.treeRoot(),
        report.stateRoot(),
        report.commands(),
        report.checkpoints(),
        faults,
        report.notes());
  }

  /// Without the genesis nothing else can be judged.
  private static FsckReport unfounded(String what) {
    var fault =
        new FsckFault("genesis.json", 0, what, "bring it back from another copy of this ledger");
    return new FsckReport("", 0, 0, Digest.ZERO, Digest.ZERO, 0, 0, List.of(fault), List.of());
  }

  private static void tell(Terminal terminal, FsckReport report) {
    if (report.ok()) {
      terminal.say(
          "fsck.ok", report.blockHeight(), report.treeRoot().hex(), report.stateRoot().hex());
    } else {
      terminal.say("fsck.faults", report.faults().size());
      report.faults().forEach(fault -> terminal.line("  " + fault));
    }
    report.notes().forEach(terminal::progress);
  }

  private static void document(JsonGenerator out, FsckReport report) throws IOException {
    out.writeStartObject();
    out.writeBooleanField("ok", report.ok());
    out.writeStringField("ledger", report.ledger());
    out.writeNumberField("blockHeight", report.blockHeight());
    out.writeNumberField("treeSize", report.treeSize());
    out.writeStringField("treeRoot", report.treeRoot().hex());
    out.writeStringField("stateRoot", report.stateRoot().hex());
    out.writeNumberField("commands", report.commands());
    out.writeNumberField("checkpoints", report.checkpoints());
    out.writeArrayFieldStart("faults");
    for (FsckFault fault : report.faults()) {
      out.writeStartObject();
      out.writeStringField("file", fault.file());
      out.writeNumberField("height", fault.height());
      out.writeStringField("what", fault.what());
      out.writeStringField("repair", fault.repair());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }
}
