package io.kedge.server.identity;

import io.kedge.contract.Outcome;
import io.kedge.contract.RefusedException;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Json;
import io.kedge.kernel.MalformedException;
import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import io.kedge.server.command.CommandDesk;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// May this actor do this now? A command is asked of the contract itself, by a dry run; everything
/// else of the caller's permissions. Nothing is decided twice.
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class MayController {
  private final CommandDesk desk;

  MayController(CommandDesk desk) {
    this.desk = desk;
  }

  /// The answer.
  ///
  /// @param may true where it would be done now
  /// @param code why not; `accepted` where it would
  /// @param detail for people
  record May(boolean may, String code, String detail) {}

  /// Asks about a command with its body, or about a permission.
  ///
  /// @param command which command, for example `order.place`
  /// @param body the command's body as JSON; `{}` where it is left out
  /// @param permission the name of a permission, in place of a command
  @GetMapping("/may")
  @Access(Access.SIGNED_IN)
  May askMay(
      Caller caller,
      @RequestParam Optional<String> command,
      @RequestParam(defaultValue = "{}") String body,
      @RequestParam Optional<String> permission) {
    if (permission.isPresent() == command.isPresent()) {
      throw new Problem(ProblemCode.MALFORMED, "either command or permission");
    }
    if (permission.isPresent()) {
      boolean may = caller.may(permission.get());
      String code = may ? Outcome.ACCEPTED : ProblemCode.PERMISSION_MISSING.code();
      return new May(may, code, permission.get());
    }
    try {
      var outcome = tried(caller, command.orElseThrow(), object(body));
      return new May(outcome.accepted(), outcome.code(), outcome.detail());
    } catch (RefusedException e) {
      return new May(false, e.refusal().code(), e.decision().detail());
    }
  }

  private Outcome tried(Caller caller, String command, Json.Obj body) {
    return desk.dryRun(caller, desk.prepare(caller, command, body, Ids.fresh()));
  }

  private static Json.Obj object(String body) {
    if (Json.read(Bytes.utf8(body)) instanceof Json.Obj object) {
      return object;
    }
    throw new MalformedException("the body is not an object");
  }
}
