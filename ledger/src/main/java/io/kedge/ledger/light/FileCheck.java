package io.kedge.ledger.light;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.CheckpointVerdict;
import io.kedge.ledger.proof.FormatFault;
import io.kedge.ledger.proof.NoteFormatException;
import io.kedge.ledger.proof.NoteSignature;
import io.kedge.ledger.proof.ReceiptVerdict;
import io.kedge.ledger.proof.SignedNote;
import io.kedge.ledger.proof.StateProof;
import io.kedge.ledger.proof.StateProofVerdict;
import io.kedge.ledger.proof.StateProofVerifier;
import io.kedge.ledger.proof.TlogProof;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A receipt, a state proof or a checkpoint that somebody was given, checked against what is kept:
/// that it proves what it says, and that the ledger showed its giver the same history.
///
/// @param content what the file proves by itself
/// @param answer how its checkpoint stands to the kept one; empty where the file proves nothing
public record FileCheck(Content content, Optional<LightAnswer> answer) {
  /// What a file proves by itself.
  public sealed interface Content {
    /// A receipt.
    ///
    /// @param verdict what it proves
    record Receipt(ReceiptVerdict.Accepted verdict) implements Content {}

    /// A state proof.
    ///
    /// @param verdict what it proves
    record State(StateProofVerdict.Accepted verdict) implements Content {}

    /// A checkpoint.
    ///
    /// @param verdict what it says
    record Head(CheckpointVerdict.Accepted verdict) implements Content {}

    /// A file in form that proves nothing.
    ///
    /// @param reason why, by the name of the verdict's reason or [LightAnswer.Refusal]
    record Rejected(String reason) implements Content {}

    /// None of these files.
    ///
    /// @param fault which rule of its format is broken
    record Malformed(FormatFault fault) implements Content {}
  }

  /// What kind of file it is.
  private enum Kind {
    RECEIPT("c2sp.org/tlog-proof@"),
    STATE("kedge/state-proof@"),
    HEAD("");

    private final String begins;

    Kind(String begins) {
      this.begins = begins;
    }

    static Kind of(Bytes file) {
      String begin = file.slice(0, Math.min(64, file.size())).text();
      return begin.startsWith(RECEIPT.begins)
          ? RECEIPT
          : begin.startsWith(STATE.begins) ? STATE : HEAD;
    }
  }

  /// True where the file proves what it says, of the history that is kept.
  public boolean holds() {
    return answer.isPresent() && answer.get() instanceof LightAnswer.Fits;
  }

  /// Where the logs of ledgers can be read.
  @FunctionalInterface
  public interface Sources {
    /// Where the log of this ledger can be read.
    LogSource of(Kept kept) throws IOException;
  }

  /// Checks a file.
  ///
  /// @param sources where the log can be read, for what is needed to compare
  /// @throws SourceFailed where the log cannot be read
  public static FileCheck of(LightClient client, Bytes file, Sources sources) throws IOException {
    try {
      return of(client, Kind.of(file), file, sources);
    } catch (NoteFormatException e) {
      return new FileCheck(new Content.Malformed(e.fault()), Optional.empty());
    }
  }

  private static FileCheck of(LightClient client, Kind kind, Bytes file, Sources sources)
      throws IOException, NoteFormatException {
    SignedNote note =
        switch (kind) {
          case RECEIPT -> TlogProof.parse(file).checkpoint();
          case STATE -> StateProof.parse(file).statedBy().checkpoint();
          case HEAD -> SignedNote.parse(file);
        };
    String origin = Checkpoint.parse(note.text()).origin();
    Optional<Kept> kept = client.kept(origin);
    if (kept.isEmpty()) {
      return rejected(LightAnswer.Refusal.NOT_KEPT.name());
    }
    Believed believed = kept.get().believed();
    Optional<SignedNote> known = known(note, believed);
    if (known.isEmpty()) {
      return rejected(CheckpointVerdict.Reason.LOG_SIGNATURE_MISSING.name());
    }
    Content content = judge(kind, file, known.get(), believed);
    if (content instanceof Content.Rejected || content instanceof Content.Malformed) {
      return new FileCheck(content, Optional.empty());
    }
    var shown = new Kept(kept.get().source(), believed, Checkpoint.parse(note.text()), known.get());
    return new FileCheck(
        content, Optional.of(compare(client, kept.get(), shown, sources.of(kept.get()))));
  }

  /// Where the file is newer than what is kept, the log's own newest checkpoint comes first: a log
  /// serves the tiles of what it published.
  private static LightAnswer compare(LightClient client, Kept kept, Kept shown, LogSource source)
      throws IOException {
    try {
      LightAnswer answer = compareOnce(client, kept, shown, source);
      client.keepWhereSilent(answer, kept, shown);
      return answer;
    } catch (SourceFailed e) {
      client.keepWhereSilent(
          new LightAnswer.Refused(LightAnswer.Refusal.TILE_MISSING.name()), kept, shown);
      throw e;
    }
  }

  private static LightAnswer compareOnce(
      LightClient client, Kept kept, Kept shown, LogSource source) throws IOException {
    LightAnswer answer = client.compare(kept, shown, source);
    if (!answer.equals(new LightAnswer.Refused(LightAnswer.Refusal.TILE_MISSING.name()))) {
      return answer;
    }
    return client.look(source, kept.source(), Optional.empty()) instanceof LightAnswer.Fits fits
        ? client.compare(fits.kept(), shown, source)
        : answer;
  }

  private static FileCheck rejected(String reason) {
    return new FileCheck(new Content.Rejected(reason), Optional.empty());
  }

  /// The note without lines of keys that are not believed.
  private static Optional<SignedNote> known(SignedNote note, Believed believed) {
    List<NoteSignature> lines =
        note.signatures().stream()
            .filter(
                line ->
                    believed.allKeys().stream()
                        .anyMatch(
                            key ->
                                key.name().equals(line.name()) && key.keyId().equals(line.keyId())))
            .toList();
    return lines.isEmpty() ? Optional.empty() : Optional.of(new SignedNote(note.text(), lines));
  }

  private static Content judge(Kind kind, Bytes file, SignedNote note, Believed believed)
      throws NoteFormatException {
    return switch (kind) {
      case RECEIPT -> receipt(with(TlogProof.parse(file), note), believed);
      case STATE -> state(StateProof.parse(file), note, believed);
      case HEAD ->
          switch (believed.checkpoints().verify(note)) {
            case CheckpointVerdict.Accepted accepted -> new Content.Head(accepted);
            case CheckpointVerdict.Rejected(var reason) -> new Content.Rejected(reason.name());
            case CheckpointVerdict.Malformed(var fault) -> new Content.Malformed(fault);
          };
    };
  }

  private static TlogProof with(TlogProof proof, SignedNote note) {
    return new TlogProof(proof.extra(), proof.index(), proof.path(), note);
  }

  private static Content receipt(TlogProof receipt, Believed believed) {
    return switch (believed.receipts().verify(receipt.encoded())) {
      case ReceiptVerdict.Accepted accepted -> new Content.Receipt(accepted);
      case ReceiptVerdict.Rejected(var reason) -> new Content.Rejected(reason.name());
      case ReceiptVerdict.Malformed(var fault) -> new Content.Malformed(fault);
    };
  }

  private static Content state(StateProof proof, SignedNote note, Believed believed) {
    var known =
        new StateProof(
            proof.key(),
            proof.keyHash(),
            proof.value(),
            proof.path(),
            with(proof.statedBy(), note));
    return switch (new StateProofVerifier(believed.receipts()).verify(known.encoded())) {
      case StateProofVerdict.Accepted accepted -> new Content.State(accepted);
      case StateProofVerdict.Rejected(var reason) -> new Content.Rejected(reason.name());
      case StateProofVerdict.Malformed(var fault) -> new Content.Malformed(fault);
    };
  }
}
