package io.kedge.ledger.follow;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.NoteFormatException;
import io.kedge.ledger.proof.NoteSignature;
import io.kedge.ledger.proof.NoteVerdict;
import io.kedge.ledger.proof.NoteVerifier;
import io.kedge.ledger.proof.SignedNote;
import io.kedge.ledger.proof.VerifierKey;
import io.kedge.ledger.publish.Answer;
import io.kedge.ledger.publish.Publication;
import io.kedge.ledger.publish.Request;
import io.kedge.ledger.publish.Responder;
import io.kedge.ledger.tree.ConsistencyProof;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/// Answers `add-checkpoint` (C2SP tlog-witness) with a cosignature: for the ledger that is followed
/// only of what was executed here, for other logs that it was told of by the consistency proof
/// alone. Everything else goes on to another responder.
public final class Witness implements Responder {
  private static final String PATH = "add-checkpoint";
  private static final String SIZE_TYPE = "text/x.tlog.size";
  private static final int PROOF_MAX = 63;

  private final Cosignatures cosignatures;
  private final String followed;
  private final LongFunction<Optional<Digest>> executedRoot;
  private final Map<String, NoteVerifier> logs = new HashMap<>();
  private final Responder others;

  /// A witness.
  ///
  /// @param followed origin of the ledger that is executed here
  /// @param executedRoot the root of one of its sizes, where it was executed that far
  /// @param keys of the logs it cosigns, the followed ledger among them
  /// @param others who answers everything else
  public Witness(
      Cosignatures cosignatures,
      String followed,
      LongFunction<Optional<Digest>> executedRoot,
      List<VerifierKey> keys,
      Responder others) {
    this.cosignatures = cosignatures;
    this.followed = followed;
    this.executedRoot = executedRoot;
    this.others = others;
    var byOrigin = new HashMap<String, List<VerifierKey>>();
    for (VerifierKey key : keys) {
      byOrigin.computeIfAbsent(key.name(), _ -> new ArrayList<>()).add(key);
    }
    byOrigin.forEach((origin, of) -> logs.put(origin, new NoteVerifier(of)));
  }

  @Override
  public Answer answer(Request request) {
    if (!request.path().equals(PATH)) {
      return others.answer(request);
    }
    if (request.method() != Request.Method.POST) {
      return Answer.no(405, "checkpoints are handed in by POST");
    }
    if (request.body().size() > Publication.NOTE_BYTES_MAX) {
      return Answer.no(413, "at most " + Publication.NOTE_BYTES_MAX + " bytes");
    }
    Handed handed;
    try {
      handed = Handed.parse(request.body());
    } catch (NoteFormatException | IllegalArgumentException e) {
      return Answer.no(400, "not a checkpoint with its proof: " + e.getMessage());
    }
    try {
      return judge(handed);
    } catch (IOException e) {
      return Answer.no(500, "cannot keep what is cosigned");
    }
  }

  /// The body of a request.
  private record Handed(long old, List<Digest> proof, SignedNote note, Checkpoint head) {
    static Handed parse(Bytes body) throws NoteFormatException {
      String text = body.text();
      int end = text.indexOf("\n\n");
      if (end < 0 || !Bytes.utf8(text).equals(body)) {
        throw new IllegalArgumentException("no empty line, or not UTF-8");
      }
      String[] lines = text.substring(0, end).split("\n", -1);
      if (!lines[0].matches("old (0|[1-9][0-9]{0,18})") || lines.length > PROOF_MAX + 1) {
        throw new IllegalArgumentException("the old size or the proof");
      }
      var proof = new ArrayList<Digest>();
      for (int i = 1; i < lines.length; i++) {
        proof.add(new Digest(Bytes.fromBase64(lines[i])));
      }
      SignedNote note = SignedNote.parse(Bytes.utf8(text.substring(end + 2)));
      long old = Long.parseLong(lines[0].substring("old ".length()));
      return new Handed(old, proof, note, Checkpoint.parse(note.text()));
    }
  }

  private Answer judge(Handed handed) throws IOException {
    Checkpoint head = handed.head();
    NoteVerifier verifier = logs.get(head.origin());
    if (verifier == null) {
      return Answer.no(404, "no log of this origin is known here");
    }
    if (!(verifier.check(handed.note()) instanceof NoteVerdict.Verified)) {
      return Answer.no(403, "no known key of this log signed it");
    }
    if (handed.old() > head.size()) {
      return Answer.no(400, "the old size is above the new one");
    }
    var proof = new ConsistencyProof(handed.old(), head.size(), handed.proof());
    Optional<Answer> unfit = cosignatures.unfit(head, proof).map(Witness::refused);
    if (unfit.isPresent()) {
      return unfit.get();
    }
    if (head.origin().equals(followed)) {
      Optional<Digest> executed = executedRoot.apply(head.size());
      if (executed.isEmpty()) {
        return Answer.no(503, "not executed here yet; ask again");
      }
      if (!executed.get().equals(head.root())) {
        return Answer.no(422, "executing it gave another root");
      }
    }
    try {
      NoteSignature line = cosignatures.cosign(handed.note(), head, proof);
      return Answer.changing(Answer.TEXT, Bytes.utf8(line.text() + "\n"));
    } catch (CosignRefused e) {
      return refused(e);
    }
  }

  private static Answer refused(CosignRefused e) {
    return switch (e.reason()) {
      case OTHER_OLD_SIZE ->
          new Answer(409, SIZE_TYPE, Answer.Caching.NONE, Bytes.utf8(e.size() + "\n"));
      case OTHER_ROOT, PROOF_WRONG -> Answer.no(e.reason().status(), e.reason().name());
    };
  }
}
