package io.kedge.cli;

import io.kedge.kernel.Json;
import io.kedge.ledger.node.Submitted;
import io.kedge.scenario.goods.Good;
import io.kedge.scenario.goods.GoodsException;
import io.kedge.scenario.goods.GoodsImport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kedge import`: loads data from outside.
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    subcommands = {ImportCommand.Goods.class})
final class ImportCommand extends Group {
  /// `kedge import goods FILE.csv`: each row becomes a catalogue entry and an anchor that waits for
  /// its attestations. Every row names its source and date, or says that it is illustrative.
  @Command(name = "goods", mixinStandardHelpOptions = true)
  static final class Goods extends Asking {
    private static final String RIGHT = "provenance-certificate";
    private static final long ATTEST_WITHIN_MILLIS = 365L * 86_400_000;

    @Parameters(paramLabel = "FILE.csv", descriptionKey = "import.csv")
    private Path file = Path.of("");

    @Option(
        names = "--data",
        paramLabel = "DIR",
        defaultValue = "data/goods",
        descriptionKey = "option.data")
    private Path data = Path.of("data", "goods");

    @Option(
        names = "--quantity",
        paramLabel = "N",
        defaultValue = "1000",
        descriptionKey = "import.quantity")
    private long quantity = 1_000;

    @Override
    int answer(Terminal terminal) {
      List<Good> goods = read(terminal);
      if (quantity < 1) {
        throw Failure.malformed(terminal.words().say("main.invalid", "--quantity"));
      }
      try (GoodsLedger ledger = GoodsLedger.open(data, terminal)) {
        load(terminal, ledger, goods);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      long sourced = goods.stream().filter(Good::sourced).count();
      terminal.say(
          "import.done", goods.size(), goods.size(), sourced, goods.size() - sourced, data);
      terminal.document(
          out -> {
            out.writeStartObject();
            out.writeNumberField("entries", goods.size());
            out.writeNumberField("anchors", goods.size());
            out.writeNumberField("sourced", sourced);
            out.writeNumberField("illustrative", goods.size() - sourced);
            out.writeEndObject();
          });
      return ExitCode.YES;
    }

    private List<Good> read(Terminal terminal) {
      try {
        return Good.read(Files.readString(file));
      } catch (GoodsException e) {
        throw Failure.malformed(terminal.words().say("import.bad", e.line(), e.getMessage()));
      } catch (IOException e) {
        throw Failure.malformed(terminal.words().say("file.unreadable", file));
      }
    }

    private void load(Terminal terminal, GoodsLedger ledger, List<Good> goods) {
      require(ledger.send(terminal, "operator", "catalogue.putRightType", rightType()), RIGHT);
      Json.Obj right =
          Json.Obj.empty()
              .with("type", RIGHT)
              .with("holder", "guild")
              .with("description", "certificate of provenance for each unit")
              .with("countPerUnit", 1);
      long deadline = ledger.beginning().plusMillis(ATTEST_WITHIN_MILLIS).millis();
      var stock = new GoodsImport.Stock("warehouse", "issuer", right, quantity, deadline);
      for (Good good : goods) {
        require(
            ledger.send(terminal, "operator", "catalogue.putEntry", GoodsImport.entry(good)),
            good.code());
        require(
            ledger.send(terminal, "owner", "asset.register", GoodsImport.anchor(good, stock)),
            good.code());
        terminal.progress(good.code());
      }
    }

    private static Json.Obj rightType() {
      return Json.Obj.empty()
          .with("id", RIGHT)
          .with(
              "names",
              Json.Obj.empty()
                  .with("binding", "zh-CN")
                  .with("zh-CN", "产地证明")
                  .with("en", "certificate of provenance"));
    }

    private static void require(Submitted submitted, String what) {
      if (!submitted.accepted()) {
        throw Failure.no(what + ": " + submitted.code() + " " + submitted.detail());
      }
    }
  }
}
