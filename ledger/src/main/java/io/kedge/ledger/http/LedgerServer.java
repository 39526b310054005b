package io.kedge.ledger.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kedge.kernel.Bytes;
import io.kedge.ledger.publish.Answer;
import io.kedge.ledger.publish.Request;
import io.kedge.ledger.publish.Responder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/// Carries requests over HTTP to a [Responder], each in a virtual thread of its own, so that a slow
/// client holds up nobody else. Bodies and connections are limited, and a client that does not
/// finish in time is cut off.
public final class LedgerServer implements AutoCloseable {
  /// The most bytes of a request's body.
  public static final int BODY_BYTES_MAX = 128 << 10;

  private static final int COMPRESS_FROM = 1_024;
  private static final int PATH_CHARACTERS_MAX = 200;

  static {
    // The JDK's server reads its limits once, from here. What an operator set stays.
    limit("sun.net.httpserver.maxReqTime", "20");
    limit("sun.net.httpserver.maxRspTime", "60");
    limit("sun.net.httpserver.idleInterval", "30");
    limit("jdk.httpserver.maxConnections", "1024");
    limit("sun.net.httpserver.maxReqHeaders", "64");
    limit("sun.net.httpserver.maxReqHeaderSize", "16384");
    limit("sun.net.httpserver.nodelay", "true");
  }

  private static void limit(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private final HttpServer server;
  private final ExecutorService threads;

  private LedgerServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /// Begins to answer.
  ///
  /// @param bind address and port; port 0 takes one that is free
  /// @throws java.net.BindException where the port is taken
  public static LedgerServer start(InetSocketAddress bind, Responder responder) throws IOException {
    HttpServer server = HttpServer.create(bind, 0);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    server.createContext("/", exchange -> handle(exchange, responder));
    server.start();
    return new LedgerServer(server, threads);
  }

  /// Where it answers.
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /// Where it answers, as a URL without a slash at the end.
  public String url() {
    InetSocketAddress address = server.getAddress();
    String host = address.getAddress().getHostAddress();
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  private static void handle(HttpExchange exchange, Responder responder) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange, responder);
      send(exchange, answer);
    }
  }

  private static Answer answer(HttpExchange exchange, Responder responder) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    if (path == null || path.length() > PATH_CHARACTERS_MAX || !path.startsWith("/")) {
      return Answer.no(404, "no such path");
    }
    String name = path.substring(1);
    return switch (exchange.getRequestMethod()) {
      case "GET", "HEAD" -> responder.answer(Request.get(name));
      case "POST" -> {
        byte[] body;
        try (InputStream in = exchange.getRequestBody()) {
          body = in.readNBytes(BODY_BYTES_MAX + 1);
        }
        yield body.length > BODY_BYTES_MAX
            ? Answer.no(413, "a body has at most " + BODY_BYTES_MAX + " bytes")
            : responder.answer(Request.post(name, Bytes.wrap(body)));
      }
      default -> Answer.no(405, "GET, HEAD or POST");
    };
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", answer.contentType());
    headers.set("Cache-Control", cacheControl(answer));
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Access-Control-Allow-Origin", "*");
    if (answer.status() == 405) {
      headers.set("Allow", "GET, HEAD, POST");
    }
    if (answer.status() == 413) {
      headers.set("Connection", "close");
    }
    byte[] body = answer.body().unsafeArray();
    if (body.length >= COMPRESS_FROM && answer.status() == 200) {
      headers.set("Vary", "Accept-Encoding");
      if (accepts(exchange, "gzip")) {
        body = compressed(body);
        headers.set("Content-Encoding", "gzip");
      }
    }
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  private static String cacheControl(Answer answer) {
    return switch (answer.caching()) {
      case NONE -> "no-cache";
      case FOR_EVER -> "public, max-age=31536000, immutable";
    };
  }

  /// True where the client names the encoding and does not refuse it with `q=0`.
  private static boolean accepts(HttpExchange exchange, String encoding) {
    String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
    if (accepted == null) {
      return false;
    }
    for (String part : accepted.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] weighted = part.strip().split(";", 2);
      if (weighted[0].strip().equals(encoding)) {
        return weighted.length == 1 || !weighted[1].replace(" ", "").matches("q=0(\\.0*)?");
      }
    }
    return false;
  }

  private static byte[] compressed(byte[] body) throws IOException {
    var out = new ByteArrayOutputStream(body.length / 2);
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(body);
    }
    return out.toByteArray();
  }

  /// Answers nothing any more.
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
