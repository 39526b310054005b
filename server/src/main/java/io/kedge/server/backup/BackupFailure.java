package io.kedge.server.backup;

/// A backup or a restore that is not made; nothing that was there before is lost.
final class BackupFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exit;

  private BackupFailure(int exit, String chinese, String english, boolean inChinese) {
    super(inChinese ? chinese : english);
    this.exit = exit;
  }

  /// The question was wrong.
  static BackupFailure malformed(String chinese, String english, boolean inChinese) {
    return new BackupFailure(2, chinese, english, inChinese);
  }

  /// The answer is no.
  static BackupFailure no(String chinese, String english, boolean inChinese) {
    return new BackupFailure(1, chinese, english, inChinese);
  }

  int exit() {
    return exit;
  }
}
