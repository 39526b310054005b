package io.kedge.cli;

import picocli.CommandLine.Command;

/// `kedge ledger`: keeps a ledger.
@Command(
    name = "ledger",
    mixinStandardHelpOptions = true,
    subcommands = {
      LedgerInit.class,
      LedgerInspect.class,
      LedgerExport.class,
      LedgerImport.class,
      LedgerSnapshot.class,
      LedgerBackup.class,
      LedgerPrune.class,
      LedgerServe.class,
    })
final class LedgerCommand extends Group {}
