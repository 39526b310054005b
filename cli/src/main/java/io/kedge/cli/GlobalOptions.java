package io.kedge.cli;

import picocli.CommandLine.Option;

/// The options every command takes.
final class GlobalOptions {
  @Option(
      names = "--lang",
      paramLabel = "zh-CN|en",
      defaultValue = "",
      descriptionKey = "option.lang")
  String lang = "";

  @Option(names = "--json", descriptionKey = "option.json")
  boolean json;

  Terminal terminal() {
    return Terminal.standard(json, Words.of(lang));
  }
}
