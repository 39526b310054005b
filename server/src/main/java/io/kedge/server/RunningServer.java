package io.kedge.server;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/// A server that runs in this process: the program's, and the tests'.
public final class RunningServer implements AutoCloseable {
  private final ServerSettings settings;
  private final ConfigurableApplicationContext context;

  private RunningServer(ServerSettings settings, ConfigurableApplicationContext context) {
    this.settings = settings;
    this.context = context;
  }

  /// Starts one; it serves when this returns.
  public static RunningServer start(ServerSettings settings) {
    return start(settings, Map.of(), _ -> {});
  }

  /// Starts one with properties that hold where no file and no environment says otherwise.
  public static RunningServer start(ServerSettings settings, Map<String, Object> properties) {
    return start(settings, properties, _ -> {});
  }

  /// Starts one with more than its settings say.
  ///
  /// @param properties hold where no file and no environment says otherwise
  /// @param more registers beans, such as another clock
  public static RunningServer start(
      ServerSettings settings,
      Map<String, Object> properties,
      Consumer<GenericApplicationContext> more) {
    var application = new SpringApplication(ServerApplication.class);
    application.setWebApplicationType(WebApplicationType.SERVLET);
    application.setRegisterShutdownHook(true);
    var all = new HashMap<String, Object>(properties);
    all.put("server.port", settings.port());
    all.put("server.address", settings.bind());
    // What the operator sets goes before what is set here and in application.yaml.
    all.put(
        "spring.config.additional-location",
        "optional:file:" + settings.data().resolve("server.yaml"));
    Tls.of(settings.data()).ifPresent(tls -> all.putAll(tls.properties()));
    application.setDefaultProperties(all);
    application.addInitializers(
        fresh -> {
          var context = (GenericApplicationContext) fresh;
          context.registerBean(ServerSettings.class, () -> settings);
          more.accept(context);
        });
    return new RunningServer(settings, application.run());
  }

  /// Where it serves, without a slash at the end.
  public String address() {
    var web = Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer());
    int port = web.getPort();
    String host = host();
    boolean secure = context.getEnvironment().containsProperty("server.ssl.bundle");
    return (secure ? "https" : "http") + "://" + host + ":" + port;
  }

  private String host() {
    return switch (settings.bind()) {
      case "0.0.0.0", "::" -> "localhost"; // every address of this machine, that one among them
      case String six when six.contains(":") -> "[" + six + "]";
      case String other -> other;
    };
  }

  /// False once it was told to end.
  boolean isServing() {
    return context.isActive();
  }

  /// What it is made of.
  public ApplicationContext context() {
    return context;
  }

  /// Ends it in order: takes no more requests, finishes those it has, closes the ledgers.
  @Override
  public void close() {
    context.close();
  }
}
