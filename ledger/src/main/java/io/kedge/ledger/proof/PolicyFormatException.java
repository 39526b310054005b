package io.kedge.ledger.proof;

/// Thrown where a text is no policy; names the line and what is wrong with it.
public final class PolicyFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  /// What can be wrong with a policy (C2SP tlog-policy), in the order of the checks of a line.
  public enum Fault {
    /// A character other than tab, line feed and what prints, or more than 1 MiB of them.
    CHARACTER,
    /// Not `log`, `witness`, `group` or `quorum`.
    KEYWORD,
    /// Too few or too many items for what the line is.
    ITEMS,
    /// Not a vkey of the type this line needs: 0x01 for a log, 0x04 for a witness.
    KEY,
    /// The public key stands in an earlier line already.
    KEY_REPEATED,
    /// The name is defined already, or is `none`.
    NAME_TAKEN,
    /// The name is not defined on an earlier line.
    NAME_UNKNOWN,
    /// The name is a member of a group already, of this one or another.
    MEMBER_REPEATED,
    /// The threshold is not `any`, `all` or a decimal number from 1 to the number of members.
    THRESHOLD,
    /// A second quorum line.
    QUORUM_REPEATED,
    /// There is no quorum line.
    QUORUM_MISSING,
    /// More than 1,000 lines that say something.
    TOO_LONG
  }

  private final Fault fault;
  private final int line;

  /// A fault in a line, counted from 1; 0 where it is of the whole file.
  PolicyFormatException(Fault fault, int line) {
    super(fault + (line == 0 ? "" : " in line " + line), null, false, false);
    this.fault = fault;
    this.line = line;
  }

  /// What is wrong.
  public Fault fault() {
    return fault;
  }

  /// The line it is in, from 1; 0 where it is of the whole file.
  public int line() {
    return line;
  }
}
