package io.kedge.server.inbox;

import io.kedge.contract.Envelope;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.KeyId;
import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import io.kedge.server.api.RefusalTexts;
import io.kedge.server.api.Titles;
import io.kedge.server.gateway.LedgerGateway;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// What waits for the caller, and commands that wait for a second signature.
@RestController
@RequestMapping("/api/v1")
class InboxController {
  private static final int REASON_LENGTH_MAX = 500;
  private static final int LIMIT = 50;

  private final Tasks tasks;
  private final LiveTasks live;
  private final Approvals approvals;
  private final LedgerGateway gateway;

  InboxController(Tasks tasks, LiveTasks live, Approvals approvals, LedgerGateway gateway) {
    this.tasks = tasks;
    this.live = live;
    this.approvals = approvals;
    this.gateway = gateway;
  }

  /// One thing that waits.
  ///
  /// @param kind what is to be done
  /// @param subject to what, an id
  /// @param about what it is about
  /// @param role as what, where it matters
  /// @param since since when
  /// @param due until when
  /// @param late true where that is over
  record TaskView(
      String kind,
      String subject,
      String about,
      Optional<String> role,
      String since,
      Optional<String> due,
      boolean late) {}

  /// What waits, the most urgent first, at most 500.
  ///
  /// @param items the tasks
  /// @param at ledger time
  record TaskList(List<TaskView> items, String at) {}

  /// A command that waits, or waited, for a second employee.
  ///
  /// @param id its name here
  /// @param type which command
  /// @param title that in words
  /// @param state `OPEN`, `SENT`, `ACCEPTED`, `REFUSED`, `REJECTED` or `EXPIRED`
  /// @param created when it was made
  /// @param createdBy the account that made it
  /// @param expires until when it can be signed
  /// @param signedBy accounts that signed
  /// @param mine true where the caller has signed
  /// @param commandId the command's id
  /// @param payload what is signed, in base64
  /// @param reason why it was rejected
  /// @param code its result on the ledger, or what it lacks
  /// @param codeTitle that in words
  /// @param height its block
  record ApprovalView(
      String id,
      String type,
      String title,
      String state,
      String created,
      String createdBy,
      String expires,
      List<String> signedBy,
      boolean mine,
      String commandId,
      String payload,
      Optional<String> reason,
      String code,
      Optional<String> codeTitle,
      Optional<String> height) {}

  /// Some approvals, the newest first.
  record ApprovalList(List<ApprovalView> items, Optional<String> next) {}

  /// A signature made with a key that is kept outside.
  ///
  /// @param keyId the key
  /// @param signature in base64
  record OwnSignature(String keyId, String signature) {}

  /// Why something is rejected.
  record Rejection(String reason) {}

  @GetMapping(path = "/tasks", produces = MediaType.APPLICATION_JSON_VALUE)
  @Access(Access.SIGNED_IN)
  TaskList tasks(Caller caller, @RequestParam Optional<TaskKind> kind) {
    long now = now(caller);
    return new TaskList(
        tasks.of(caller, now).stream()
            .filter(task -> kind.isEmpty() || task.kind() == kind.get())
            .map(task -> view(task, now))
            .toList(),
        time(now));
  }

  private long now(Caller caller) {
    return gateway.ledger(caller.ledger()).now().millis();
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  private static TaskView view(Tasks.Task task, long now) {
    return new TaskView(
        task.kind().name(),
        task.subject(),
        task.about(),
        task.role().map(Enum::name),
        time(task.from()),
        task.due().map(InboxController::time),
        task.due().map(due -> due <= now).orElse(false));
  }

  /// Tells by server-sent events `tasks` whenever what waits for the caller changed.
  @GetMapping(path = "/tasks/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Access(Access.SIGNED_IN)
  SseEmitter watch(Caller caller) {
    return live.open(caller, () -> now(caller));
  }

  @GetMapping(path = "/approvals", produces = MediaType.APPLICATION_JSON_VALUE)
  @Access(Access.SIGNED_IN)
  ApprovalList approvals(
      Caller caller,
      Locale language,
      @RequestParam(defaultValue = "true") boolean open,
      @RequestParam Optional<Long> before) {
    List<Approval> found = approvals.page(caller, open, before.orElse(Long.MAX_VALUE), LIMIT);
    return new ApprovalList(
        found.stream().map(approval -> view(approval, caller, language)).toList(),
        found.size() < LIMIT
            ? Optional.empty()
            : Optional.of(Long.toString(found.getLast().createdAt())));
  }

  @GetMapping(path = "/approvals/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  @Access(Access.SIGNED_IN)
  ApprovalView approval(Caller caller, Locale language, @PathVariable String id) {
    return view(approvals.require(caller, id), caller, language);
  }

  /// Hands in a command that its first officer signed with a key that is kept outside.
  @PostMapping(
      path = "/approvals",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Access(Access.SIGNED_IN)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ApprovalView ask(Caller caller, Locale language, @RequestBody byte[] envelope) {
    var waiting = approvals.keep(caller, Envelope.read(Bytes.wrap(envelope)));
    live.changed(caller);
    return view(approvals.require(caller, waiting.approval()), caller, language);
  }

  /// Signs as the second officer with the key that is kept here for the caller.
  @PostMapping(path = "/approvals/{id}/approve", produces = MediaType.APPLICATION_JSON_VALUE)
  @Access(Access.SIGNED_IN)
  ApprovalView approve(Caller caller, Locale language, @PathVariable String id) {
    return signed(caller, language, id, Optional.empty());
  }

  /// Signs as the second officer with a key that is kept outside.
  @PostMapping(
      path = "/approvals/{id}/signature",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Access(Access.SIGNED_IN)
  ApprovalView sign(
      Caller caller, Locale language, @PathVariable String id, @RequestBody OwnSignature own) {
    if (own.keyId() == null || own.signature() == null) {
      throw new Problem(ProblemCode.MALFORMED, "keyId and signature are needed");
    }
    Envelope.Signature signature;
    try {
      signature =
          new Envelope.Signature(
              new KeyId(own.keyId()), Bytes.wrap(Base64.getDecoder().decode(own.signature())));
    } catch (IllegalArgumentException e) {
      throw new Problem(ProblemCode.MALFORMED, "keyId or signature");
    }
    return signed(caller, language, id, Optional.of(signature));
  }

  private ApprovalView signed(
      Caller caller, Locale language, String id, Optional<Envelope.Signature> own) {
    Approval approval = approvals.approve(caller, id, own);
    live.changed(caller);
    return view(approval, caller, language);
  }

  @PostMapping(
      path = "/approvals/{id}/reject",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Access(Access.SIGNED_IN)
  ApprovalView reject(
      Caller caller, Locale language, @PathVariable String id, @RequestBody Rejection rejection) {
    String reason = rejection.reason();
    if (reason == null
        || reason.isBlank()
        || reason.length() > REASON_LENGTH_MAX
        || reason.indexOf('\0') >= 0) {
      throw new Problem(ProblemCode.MALFORMED, "reason has 1 to 500 characters");
    }
    Approval approval = approvals.reject(caller, id, reason);
    live.changed(caller);
    return view(approval, caller, language);
  }

  private ApprovalView view(Approval approval, Caller caller, Locale language) {
    List<String> signers = approvals.signers(approval.id());
    String code = approval.code().orElse(approval.why());
    return new ApprovalView(
        approval.id(),
        approval.type(),
        Titles.ofCommand(approval.type(), language),
        approval.state().name(),
        time(approval.createdAt()),
        approval.createdBy(),
        time(approval.expiresAt()),
        signers,
        signers.contains(caller.account()),
        approval.commandId(),
        approval.payload().base64(),
        approval.reason(),
        code,
        RefusalTexts.find(code, language).map(RefusalTexts.Text::title),
        approval.height().map(height -> Long.toString(height)));
  }
}
