package io.kedge.ledger.verify;

import io.kedge.contract.VerificationKey.Algorithm;
import io.kedge.kernel.Bytes;
import java.util.List;

/// What `kedge verify KIND` judges. The members of each kind's probe are all required and no other
/// is known, except [#REMARKS].
public enum ProbeKind {
  /// A leaf is in a tree (RFC 9162 §2.1.3.2).
  INCLUSION("inclusion", "leafIdx treeSize root leafHash proof"),
  /// A tree extends an earlier one (RFC 9162 §2.1.4.2).
  CONSISTENCY("consistency", "size1 size2 root1 root2 proof"),
  /// A text is signed by a given key (C2SP signed-note).
  NOTE("note", "note keys"),
  /// The head of a log is signed by a given key (C2SP tlog-checkpoint).
  CHECKPOINT("checkpoint", "checkpoint keys origin"),
  /// An entry is in a log whose head is signed by a given key (C2SP tlog-proof).
  TLOG_PROOF("tlog-proof", "proof entry keys"),
  /// A text is the canonical form of a JSON value (RFC 8785).
  JCS("jcs", "input canonical"),
  /// An Ed25519 signature (RFC 8032, cofactorless).
  ED25519("ed25519", "publicKey message signature"),
  /// An ECDSA signature on P-256 with SHA-256.
  ECDSA_P256("ecdsa-p256", "publicKey message signature"),
  /// An SM2 signature with SM3 and the default user id (GB/T 32918.2).
  SM2("sm2", "publicKey message signature"),
  /// A time stamp (RFC 3161).
  RFC3161("rfc3161", "token data roots");

  /// The most bytes of a probe: 64 MiB.
  public static final int SIZE_MAX = 64 << 20;

  /// Members that every kind may have and that say nothing: published test vectors carry them.
  public static final List<String> REMARKS = List.of("desc", "wantErr");

  private final String text;
  private final String members;

  ProbeKind(String text, String members) {
    this.text = text;
    this.members = members;
  }

  /// The name on the command line.
  public String text() {
    return text;
  }

  /// The members of its probe.
  public List<String> members() {
    return List.of(members.split(" "));
  }

  /// Judges one probe. Any bytes have an answer; nothing is thrown.
  public Judgement judge(Bytes utf8) {
    try {
      judge(Probe.read(utf8, this));
      return new Judgement.Accepted();
    } catch (ProbeException e) {
      return e.judgement();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      System.getLogger(ProbeKind.class.getName())
          .log(System.Logger.Level.ERROR, "a probe could not be judged", e);
      return new Judgement.Rejected(RejectReason.PROGRAM_FAILED);
    }
  }

  private void judge(Probe probe) throws ProbeException {
    switch (this) {
      case INCLUSION -> TreeProbes.inclusion(probe);
      case CONSISTENCY -> TreeProbes.consistency(probe);
      case NOTE -> NoteProbes.note(probe);
      case CHECKPOINT -> NoteProbes.checkpoint(probe);
      case TLOG_PROOF -> NoteProbes.tlogProof(probe);
      case JCS -> CanonicalProbe.judge(probe);
      case ED25519 -> SignatureProbes.judge(probe, Algorithm.ED25519);
      case ECDSA_P256 -> SignatureProbes.judge(probe, Algorithm.P256);
      case SM2 -> SignatureProbes.judge(probe, Algorithm.SM2);
      case RFC3161 -> TimestampProbe.judge(probe);
    }
  }
}
