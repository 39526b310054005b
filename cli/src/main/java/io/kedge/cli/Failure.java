package io.kedge.cli;

import io.kedge.kernel.MalformedException;
import io.kedge.ledger.archive.ArchiveFault;
import io.kedge.ledger.backup.BackupFault;
import io.kedge.ledger.crypto.KeyStoreFailure;
import io.kedge.ledger.disk.DiskFull;
import io.kedge.ledger.disk.DiskLocked;
import io.kedge.ledger.log.AppendRefused;
import io.kedge.ledger.log.LogFault;
import io.kedge.ledger.log.StorageFailed;
import io.kedge.ledger.node.NodeFault;
import io.kedge.ledger.snapshot.SnapshotFault;
import io.kedge.ledger.state.StateDamagedException;
import io.kedge.scenario.pack.PackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Ends a command with a reason for the user, a code for programs and an exit status. The codes
/// are listed in docs/reference/cli.md.
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final String code;

  private Failure(int exitCode, String code, @Nullable String message) {
    super(message, null, false, false);
    this.exitCode = exitCode;
    this.code = code;
  }

  /// The answer is no.
  static Failure no(String message) {
    return new Failure(ExitCode.NO, "REFUSED", message);
  }

  /// The answer is no, for a reason that has a name.
  static Failure no(String code, String message) {
    return new Failure(ExitCode.NO, code, message);
  }

  /// The question was wrong.
  static Failure malformed(@Nullable String message) {
    return new Failure(ExitCode.MALFORMED, "MALFORMED", message);
  }

  /// The question was wrong, in a way that has a name.
  static Failure malformed(String code, String message) {
    return new Failure(ExitCode.MALFORMED, code, message);
  }

  /// The answer did not reach the user.
  static Failure unheard(Words words) {
    return no("OUTPUT_LOST", words.say("main.unheard"));
  }

  /// A node stopped by itself.
  static Failure stopped(Throwable cause, Words words) {
    Failure why = of(cause, words);
    return no(why.code, words.say("main.stopped", why.getMessage()));
  }

  /// What a user is told about anything that was thrown: a sentence in his language, never the
  /// program's inside. What nobody foresaw is a mistake of the program, and is called one.
  static Failure of(Throwable cause, Words words) {
    return switch (cause) {
      case Failure failure -> failure;
      case CompletionException e -> ofCause(e, words);
      case ExecutionException e -> ofCause(e, words);
      case UncheckedIOException e -> ofCause(e, words);
      case KeyStoreFailure failure -> KeysCommand.refused(words, failure);
      case PackException e -> malformed(e.getMessage());
      case MalformedException e ->
          no("GENESIS_DAMAGED", words.say("ledger.genesis-damaged", text(e)));
      case LogFault e -> no(e.kind().name(), words.say("ledger.faulty", text(e)));
      case NodeFault e -> no(e.kind().name(), words.say("ledger.faulty", text(e)));
      case BackupFault e -> no(e.kind().name(), words.say("ledger.faulty", text(e)));
      case ArchiveFault e -> no(e.kind().name(), words.say("ledger.faulty", text(e)));
      case SnapshotFault e -> no(e.kind().name(), words.say("ledger.faulty", text(e)));
      case StateDamagedException e -> no("STATE_DAMAGED", words.say("main.state", text(e)));
      case DiskLocked e -> no("LEDGER_BUSY", words.say("ledger.busy", text(e)));
      case DiskFull e -> no("DISK_FULL", words.say("main.full", text(e)));
      case AppendRefused e -> no("DISK_FULL", words.say("main.full", text(e)));
      case StorageFailed e -> no("DISK_FAILED", words.say("main.disk", text(e)));
      case FileSystemException e -> ofFile(e, words);
      case IOException e when isFull(text(e)) -> no("DISK_FULL", words.say("main.full", text(e)));
      case IOException e -> no("DISK_FAILED", words.say("main.disk", text(e)));
      default -> unforeseen(cause, words);
    };
  }

  private static Failure ofCause(Exception wrapping, Words words) {
    Throwable cause = wrapping.getCause();
    return cause == null ? unforeseen(wrapping, words) : of(cause, words);
  }

  private static Failure unforeseen(Throwable cause, Words words) {
    return no("PROGRAM_FAILED", words.say("main.failed", cause.toString()));
  }

  /// What the user named is not there, is not his, or is of another kind: his question was wrong. A
  /// disk that is full is not his question's fault.
  private static Failure ofFile(FileSystemException e, Words words) {
    String reason = e.getReason() == null ? "" : e.getReason();
    if (isFull(reason)) {
      return no("DISK_FULL", words.say("main.full", text(e)));
    }
    boolean named =
        e instanceof NoSuchFileException
            || e instanceof AccessDeniedException
            || e instanceof NotDirectoryException
            || e instanceof FileAlreadyExistsException
            || reason.contains("irectory");
    return named
        ? new Failure(
            ExitCode.MALFORMED, "FILE_UNUSABLE", words.say("file.unusable", e.getFile(), reason))
        : no("DISK_FAILED", words.say("main.disk", text(e)));
  }

  /// Java has no other way to tell.
  private static boolean isFull(String reason) {
    return reason.contains("No space left") || reason.contains("quota exceeded");
  }

  private static String text(Throwable e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  int exitCode() {
    return exitCode;
  }

  /// What kind of refusal it is, for programs.
  String code() {
    return code;
  }
}
