package io.kedge.server.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An OpenID Connect provider: authorization code with PKCE (S256), and an id token whose
/// signature, issuer, audience, time and nonce are checked.
final class OidcProvider {
  private static final Logger LOG = LoggerFactory.getLogger(OidcProvider.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final IdentitySettings.Oidc settings;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private record Endpoints(URI authorization, URI token, URI keys) {}

  OidcProvider(IdentitySettings.Oidc settings) {
    this.settings = settings;
  }

  String issuer() {
    return settings.issuer();
  }

  /// Where the browser goes.
  URI authorization(String state, String nonce, String challenge, URI redirect) {
    String query =
        form(
            Map.of(
                "response_type",
                "code",
                "client_id",
                settings.clientId(),
                "scope",
                "openid",
                "redirect_uri",
                redirect.toString(),
                "state",
                state,
                "nonce",
                nonce,
                "code_challenge",
                challenge,
                "code_challenge_method",
                "S256"));
    return URI.create(endpoints().authorization() + "?" + query);
  }

  /// Who a code is of; empty where the provider does not say so in the form it has to.
  Optional<String> subject(String code, String verifier, String nonce, URI redirect) {
    Endpoints endpoints = endpoints();
    String basic =
        Base64.getEncoder()
            .encodeToString(
                (encoded(settings.clientId()) + ":" + encoded(settings.clientSecret()))
                    .getBytes(StandardCharsets.UTF_8));
    String body =
        form(
            Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                redirect.toString(),
                "code_verifier",
                verifier));
    try {
      Map<String, Object> answer =
          json(
              HttpRequest.newBuilder(endpoints.token())
                  .header("Authorization", "Basic " + basic)
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(HttpRequest.BodyPublishers.ofString(body)));
      return answer.get("id_token") instanceof String token
          ? subject(token, nonce, endpoints)
          : Optional.empty();
    } catch (IllegalStateException e) {
      LOG.warn("OIDC: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<String> subject(String token, String nonce, Endpoints endpoints) {
    try {
      var keys = JWKSet.parse(text(HttpRequest.newBuilder(endpoints.keys())));
      var processor = new DefaultJWTProcessor<SecurityContext>();
      processor.setJWSKeySelector(
          new JWSVerificationKeySelector<>(
              Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256, JWSAlgorithm.PS256),
              new ImmutableJWKSet<>(keys)));
      processor.setJWTClaimsSetVerifier(
          new DefaultJWTClaimsVerifier<>(
              settings.clientId(),
              new JWTClaimsSet.Builder().issuer(settings.issuer()).claim("nonce", nonce).build(),
              Set.of("sub", "exp", "iat")));
      return Optional.ofNullable(processor.process(token, null).getSubject());
    } catch (ParseException | BadJOSEException | JOSEException e) {
      LOG.warn("OIDC: the id token is refused: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private Endpoints endpoints() {
    var address = URI.create(settings.issuer() + "/.well-known/openid-configuration");
    Map<String, Object> found = json(HttpRequest.newBuilder(address));
    if (!settings.issuer().equals(found.get("issuer"))) {
      throw new IllegalStateException("the provider says it is " + found.get("issuer"));
    }
    return new Endpoints(
        uri(found, "authorization_endpoint"), uri(found, "token_endpoint"), uri(found, "jwks_uri"));
  }

  private static URI uri(Map<String, Object> found, String name) {
    if (found.get(name) instanceof String text) {
      return URI.create(text);
    }
    throw new IllegalStateException("the provider does not say its " + name);
  }

  private Map<String, Object> json(HttpRequest.Builder request) {
    try {
      return com.nimbusds.jose.util.JSONObjectUtils.parse(text(request));
    } catch (ParseException e) {
      throw new IllegalStateException("the provider's answer is not JSON", e);
    }
  }

  private String text(HttpRequest.Builder request) {
    try {
      var answer =
          http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("the provider answers " + answer.statusCode());
      }
      return answer.body();
    } catch (IOException e) {
      throw new IllegalStateException("the provider cannot be reached", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String form(Map<String, String> members) {
    return members.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(member -> encoded(member.getKey()) + "=" + encoded(member.getValue()))
        .collect(java.util.stream.Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
