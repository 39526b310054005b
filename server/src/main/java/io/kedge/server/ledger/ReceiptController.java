package io.kedge.server.ledger;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import io.kedge.server.gateway.HostedLedger;
import io.kedge.server.gateway.LedgerGateway;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The ledgers of this server, with what checks them: keys, checkpoints, receipts.
@RestController
@RequestMapping("/api/v1")
class ReceiptController {
  private static final long RECEIPT_SECONDS = 10;

  private final LedgerGateway gateway;

  ReceiptController(LedgerGateway gateway) {
    this.gateway = gateway;
  }

  /// One ledger.
  ///
  /// @param name its name
  /// @param id its id, in hexadecimal
  /// @param vkey the key that its receipts verify with
  /// @param height its last block
  /// @param treeSize entries of its tree
  /// @param time ledger time now
  record Ledger(String name, String id, String vkey, String height, String treeSize, String time) {}

  @GetMapping("/ledgers")
  @Access(Access.PUBLIC)
  List<Ledger> ledgers() {
    return gateway.ledgers().stream().map(ReceiptController::row).toList();
  }

  private static Ledger row(HostedLedger ledger) {
    return new Ledger(
        ledger.name(),
        ledger.genesis().ledgerId().hex(),
        ledger.vkey(),
        Long.toString(ledger.height()),
        Long.toString(ledger.treeSize()),
        java.time.Instant.ofEpochMilli(ledger.now().millis()).toString());
  }

  @GetMapping(path = "/checkpoint", produces = MediaType.TEXT_PLAIN_VALUE)
  @Access(Access.PUBLIC)
  byte[] checkpoint(Optional<Caller> caller, @RequestParam Optional<String> ledger) {
    return gateway
        .ledger(caller.map(Caller::ledger).or(() -> ledger))
        .checkpoint()
        .map(Bytes::toArray)
        .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "no block yet"));
  }

  @GetMapping(path = "/receipts/{commandId}", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  @Access(Access.PUBLIC)
  ResponseEntity<byte[]> receipt(
      Optional<Caller> caller,
      @PathVariable String commandId,
      @RequestParam Optional<String> ledger) {
    HostedLedger hosted = gateway.ledger(caller.map(Caller::ledger).or(() -> ledger));
    CommandId id = id(commandId);
    if (hosted.decided(id).isEmpty()) {
      throw new Problem(ProblemCode.NOT_FOUND, "no command " + commandId);
    }
    try {
      Bytes proof = hosted.receipt(id).get(RECEIPT_SECONDS, TimeUnit.SECONDS);
      String name = "attachment; filename=\"" + id.hex() + ".tlog-proof\"";
      return ResponseEntity.ok().header("Content-Disposition", name).body(proof.toArray());
    } catch (TimeoutException e) {
      throw new Problem(ProblemCode.TOO_SLOW, "no checkpoint covers it yet");
    } catch (ExecutionException e) {
      throw new Problem(ProblemCode.LEDGER_UNAVAILABLE, String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(ProblemCode.LEDGER_UNAVAILABLE, "interrupted");
    }
  }

  private static CommandId id(String hex) {
    try {
      return new CommandId(Digest.fromHex(hex));
    } catch (IllegalArgumentException e) {
      throw new Problem(ProblemCode.MALFORMED, "not the id of a command");
    }
  }
}
