package io.kedge.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.kedge.server.TestServer;
import io.kedge.server.store.Store;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/// OpenID Connect with a real provider: Spring Authorization Server in this process.
class OidcTest {
  private static final URI REDIRECT = URI.create("http://127.0.0.1/api/v1/oidc/callback");
  private static ConfigurableApplicationContext provider;
  private static String issuer;

  private final OidcLogins logins =
      new OidcLogins(
          TestServer.shared().running().context().getBean(Store.class).db(),
          InstantSource.system());
  private final OidcProvider oidc =
      new OidcProvider(new IdentitySettings.Oidc(issuer, "kedge", "client secret"));

  @BeforeAll
  static void startProvider() {
    var application = new SpringApplication(Provider.class);
    application.setWebApplicationType(WebApplicationType.SERVLET);
    provider = application.run();
    int port = ((WebServerApplicationContext) provider).getWebServer().getPort();
    issuer = "http://127.0.0.1:" + port;
  }

  @AfterAll
  static void stopProvider() {
    provider.close();
  }

  @Test
  void whoLoggedInThereIsKnownHere() throws Exception {
    var begun = logins.begin(Optional.empty());
    String code = code(begun);
    var kept = logins.take(begun.state(), begun.browser()).orElseThrow();
    assertThat(oidc.subject(code, kept.verifier(), kept.nonce(), REDIRECT)).contains("wei");
    assertThat(oidc.subject(code, kept.verifier(), kept.nonce(), REDIRECT)).isEmpty();
  }

  @Test
  void aCodeWithoutItsVerifierOrWithAnotherNonceIsOfNoUse() throws Exception {
    var begun = logins.begin(Optional.empty());
    var other = logins.begin(Optional.empty());
    var kept = logins.take(begun.state(), begun.browser()).orElseThrow();
    var foreign = logins.take(other.state(), other.browser()).orElseThrow();
    assertThat(oidc.subject(code(begun), foreign.verifier(), kept.nonce(), REDIRECT)).isEmpty();
    assertThat(oidc.subject(code(begun), kept.verifier(), foreign.nonce(), REDIRECT)).isEmpty();
  }

  @Test
  void aStateIsGoodOnceAndInItsBrowserAlone() {
    var begun = logins.begin(Optional.empty());
    assertThat(logins.take(begun.state(), "another browser")).isEmpty();
    assertThat(logins.take(begun.state(), begun.browser())).isPresent();
    assertThat(logins.take(begun.state(), begun.browser())).isEmpty();
  }

  @Test
  void withoutAProviderThereIsNoSuchLogin() {
    new Visitor().get("/oidc/login").expect(404);
  }

  /// What a browser does between here and there.
  private String code(OidcLogins.Started begun) throws Exception {
    URI authorization =
        oidc.authorization(begun.state(), begun.nonce(), begun.challenge(), REDIRECT);
    try (var browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
      browser.send(page(authorization).build(), HttpResponse.BodyHandlers.ofString());
      var login =
          page(URI.create(issuer + "/login"))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString("username=wei&password=pass"));
      browser.send(login.build(), HttpResponse.BodyHandlers.ofString());
      var back = browser.send(page(authorization).build(), HttpResponse.BodyHandlers.ofString());
      String location = back.headers().firstValue("Location").orElseThrow();
      assertThat(location).startsWith(REDIRECT.toString()).contains("state=");
      return location.replaceFirst(".*[?&]code=([^&]+).*", "$1");
    }
  }

  private static HttpRequest.Builder page(URI address) {
    return HttpRequest.newBuilder(address).header("Accept", "text/html");
  }

  /// Not a configuration by annotation: the server of the other tests would find it.
  @EnableWebSecurity
  @EnableWebMvc
  static class Provider {
    @Bean
    TomcatServletWebServerFactory webServer() {
      return new TomcatServletWebServerFactory(0);
    }

    @Bean
    DispatcherServlet dispatcherServlet() {
      return new DispatcherServlet();
    }

    @Bean
    @Order(1)
    SecurityFilterChain endpoints(HttpSecurity http) throws Exception {
      http.oauth2AuthorizationServer(
          server -> {
            http.securityMatcher(server.getEndpointsMatcher());
            server.oidc(Customizer.withDefaults());
          });
      return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .exceptionHandling(
              failures ->
                  failures.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")))
          .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain login(HttpSecurity http) throws Exception {
      return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .csrf(AbstractHttpConfigurer::disable)
          .formLogin(Customizer.withDefaults())
          .build();
    }

    @Bean
    UserDetailsService users() {
      return new InMemoryUserDetailsManager(
          User.withUsername("wei").password("{noop}pass").roles("USER").build());
    }

    @Bean
    RegisteredClientRepository clients() {
      return new InMemoryRegisteredClientRepository(
          RegisteredClient.withId("1")
              .clientId("kedge")
              .clientSecret("{noop}client secret")
              .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
              .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
              .redirectUri(REDIRECT.toString())
              .scope("openid")
              .clientSettings(
                  ClientSettings.builder()
                      .requireProofKey(true)
                      .requireAuthorizationConsent(false)
                      .build())
              .build());
    }

    @Bean
    JWKSource<SecurityContext> keys() throws Exception {
      RSAKey key = new RSAKeyGenerator(2048).keyID("one").generate();
      return new ImmutableJWKSet<>(new JWKSet(key));
    }

    @Bean
    JwtDecoder decoder(JWKSource<SecurityContext> keys) {
      var processor = new DefaultJWTProcessor<SecurityContext>();
      processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
      return new NimbusJwtDecoder(processor);
    }

    @Bean
    AuthorizationServerSettings settings() {
      return AuthorizationServerSettings.builder().build();
    }
  }
}
