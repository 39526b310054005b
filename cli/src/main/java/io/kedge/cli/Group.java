package io.kedge.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// A command that only holds others.
abstract class Group implements Runnable {
  @Mixin private final GlobalOptions global = new GlobalOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public final void run() {
    throw new ParameterException(
        spec.commandLine(), Words.of(global.lang).say("main.which-command"));
  }
}
