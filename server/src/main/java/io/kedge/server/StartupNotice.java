package io.kedge.server;

import java.util.List;

/// What an operator is told on standard output once the server serves, such as the accounts that a
/// first start made. Secrets are shown here and nowhere else.
public interface StartupNotice {
  /// The lines, in the operator's language; none where there is nothing to say.
  List<String> lines();
}
