package io.kedge.server.identity;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How the user centre is set, under `kedge.identity` of the server's settings.
///
/// @param hashMillis how long one Argon2id hash may take on this machine; 0 for tests only
/// @param sessionIdle a session that was not used for so long is over
/// @param sessionAbsolute a session is over after so long in any case
/// @param linkLife how long a link to set a password can be used
/// @param uploadBytesMax the largest document that is taken, in bytes
/// @param mailPickup a folder where messages with links are left as `.eml` files for a mail server
///     to send; without it only an administrator can hand out a link
/// @param publicAddress the address people see, for links, passkeys and OIDC; without it the one a
///     request came to
/// @param enterpriseRoots a PEM file with the roots that may certify enterprises
/// @param proxies addresses of reverse proxies whose `X-Client-Certificate` header is believed;
///     none unless set
/// @param oidc a provider people can log in with; none unless set
@ConfigurationProperties("kedge.identity")
public record IdentitySettings(
    @DefaultValue("250") int hashMillis,
    @DefaultValue("30m") Duration sessionIdle,
    @DefaultValue("12h") Duration sessionAbsolute,
    @DefaultValue("30m") Duration linkLife,
    @DefaultValue("10485760") int uploadBytesMax,
    Optional<String> mailPickup,
    Optional<String> publicAddress,
    Optional<String> enterpriseRoots,
    @DefaultValue List<String> proxies,
    Optional<Oidc> oidc) {

  /// An OpenID Connect provider.
  ///
  /// @param issuer its address, where `/.well-known/openid-configuration` is
  /// @param clientId what this server is called there
  /// @param clientSecret the secret shared with it
  public record Oidc(String issuer, String clientId, String clientSecret) {
    /// Says nothing about the secret.
    @Override
    public String toString() {
      return "Oidc[" + issuer + " " + clientId + "]";
    }
  }
}
