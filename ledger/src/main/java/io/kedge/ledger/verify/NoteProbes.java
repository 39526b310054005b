package io.kedge.ledger.verify;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.FormatFault;
import io.kedge.ledger.proof.NoteFormatException;
import io.kedge.ledger.proof.NoteVerdict;
import io.kedge.ledger.proof.NoteVerifier;
import io.kedge.ledger.proof.SignedNote;
import io.kedge.ledger.proof.TlogProof;
import io.kedge.ledger.proof.VerifierKey;
import io.kedge.ledger.tree.InclusionProof;
import io.kedge.ledger.tree.MerkleHasher;
import java.util.ArrayList;
import java.util.List;

/// The text formats of C2SP by C2SP's own rule: lines of unknown keys are ignored, at least one
/// given key must have signed, and a wrong line of a given key rejects the whole.
final class NoteProbes {
  private NoteProbes() {}

  static void note(Probe probe) throws ProbeException {
    Bytes note = probe.lines("note", FormatFault.NOT_UTF8);
    List<String> keys = probe.texts("keys");
    try {
      require(SignedNote.parse(note), keys);
    } catch (NoteFormatException e) {
      throw ProbeException.rejected(e.fault());
    }
  }

  static void checkpoint(Probe probe) throws ProbeException {
    Bytes file = probe.lines("checkpoint", FormatFault.NOT_UTF8);
    List<String> keys = probe.texts("keys");
    String origin = probe.text("origin");
    try {
      SignedNote note = SignedNote.parse(file);
      if (!Checkpoint.parse(note.text()).origin().equals(origin)) {
        throw ProbeException.rejected(RejectReason.ORIGIN_DIFFERS);
      }
      require(note, keys);
    } catch (NoteFormatException e) {
      throw ProbeException.rejected(e.fault());
    }
  }

  static void tlogProof(Probe probe) throws ProbeException {
    Bytes file = probe.lines("proof", FormatFault.NOT_UTF8);
    Bytes entry = probe.bytes("entry");
    List<String> keys = probe.texts("keys");
    try {
      TlogProof proof = TlogProof.parse(file);
      Checkpoint checkpoint = Checkpoint.parse(proof.checkpoint().text());
      require(proof.checkpoint(), keys);
      var inclusion = new InclusionProof(proof.index(), checkpoint.size(), proof.path());
      TreeProbes.require(inclusion.verify(MerkleHasher.leaf(entry), checkpoint.root()));
    } catch (NoteFormatException e) {
      throw ProbeException.rejected(e.fault());
    }
  }

  private static void require(SignedNote note, List<String> keys) throws ProbeException {
    if (verifier(keys).check(note) instanceof NoteVerdict.Refused(var reason)) {
      throw ProbeException.rejected(reason);
    }
  }

  /// A key of a type we do not know can vouch for nothing: its lines are those of an unknown key.
  private static NoteVerifier verifier(List<String> vkeys) throws ProbeException {
    var keys = new ArrayList<VerifierKey>();
    for (String vkey : vkeys) {
      try {
        keys.add(VerifierKey.parse(vkey));
      } catch (NoteFormatException e) {
        if (e.fault() != FormatFault.KEY_TYPE) {
          throw ProbeException.rejected(e.fault());
        }
      }
    }
    try {
      return new NoteVerifier(keys);
    } catch (IllegalArgumentException e) {
      throw ProbeException.rejected(RejectReason.KEYS_AMBIGUOUS);
    }
  }
}
