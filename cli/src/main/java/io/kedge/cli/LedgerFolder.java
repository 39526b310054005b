package io.kedge.cli;

import io.kedge.genesis.Genesis;
import io.kedge.kernel.Bytes;
import io.kedge.ledger.disk.RealDisk;
import io.kedge.ledger.node.GenesisState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The folder of a ledger that is there already.
///
/// @param disk the folder
/// @param genesis what it was founded with
record LedgerFolder(RealDisk disk, GenesisState genesis) {
  /// The ledger in a folder.
  ///
  /// @throws Failure where there is none
  static LedgerFolder of(Terminal terminal, Path data) throws IOException {
    Path known = data.resolve("genesis.json");
    if (!Files.exists(known)) {
      throw Failure.malformed(terminal.words().say("ledger.none", data));
    }
    Genesis genesis = Genesis.read(Bytes.wrap(Files.readAllBytes(known)));
    return new LedgerFolder(RealDisk.at(data), GenesisState.of(genesis));
  }
}
