package io.kedge.server.identity;

/// Brings a link to the owner of an account. Called off the request, so that its time tells nobody
/// whether there is such an account.
@FunctionalInterface
public interface LinkSender {
  /// Sends it.
  ///
  /// @param account whose it is; it has an e-mail address
  /// @param link the whole address, a secret
  void send(Account account, String link);
}
