package io.kedge.server.ledger;

import io.kedge.projection.Viewer;
import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import io.kedge.server.reading.Reads;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// Server-sent events: what changes, block by block, for whom it concerns.
///
/// One event is one block, and its id is the block's height: who comes back with `Last-Event-ID`
/// goes on with the next block, without a gap and without a double. A listener costs one virtual
/// thread and a height, no queue: what is not read yet is in the database. Who falls more than
/// [ChangeFeed#KEPT] blocks behind, or does not take what is sent, is cut off; and after
/// [#LIFE] everybody is, so that a listener proves anew who it is.
@RestController
@RequestMapping("/api/v1")
class StreamController {
  /// No stream lives longer.
  static final Duration LIFE = Duration.ofMinutes(15);

  private final Reads reads;
  private final ChangeFeed feed;
  private final JsonMapper json;
  private final Semaphore places;

  StreamController(
      Reads reads,
      ChangeFeed feed,
      JsonMapper json,
      @Value("${kedge.api.streams-max:1000}") int streamsMax) {
    this.reads = reads;
    this.feed = feed;
    this.json = json;
    places = new Semaphore(streamsMax);
  }

  @GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Access(Access.PUBLIC)
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
              schema = @Schema(type = "string")))
  void stream(
      Optional<Caller> caller,
      @RequestParam Optional<String> ledger,
      @RequestHeader("Last-Event-ID") Optional<String> last,
      HttpServletResponse response)
      throws IOException, InterruptedException {
    var look = reads.of(caller, ledger);
    String name = look.ledger().name();
    long from = last.map(StreamController::height).orElseGet(() -> feed.height(name));
    if (!places.tryAcquire()) {
      throw new Problem(ProblemCode.TOO_MANY_REQUESTS, "no place for another stream");
    }
    try {
      response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
      response.setCharacterEncoding("UTF-8");
      response.setHeader("Cache-Control", "no-store");
      response.setHeader("X-Accel-Buffering", "no");
      send(response.getOutputStream(), "retry: 2000\nid: " + from + "\n\n");
      follow(name, look.viewer(), from, response.getOutputStream());
    } finally {
      places.release();
    }
  }

  private static long height(String text) {
    try {
      long height = Long.parseLong(text);
      if (height >= 0) {
        return height;
      }
    } catch (NumberFormatException e) {
      throw new Problem(ProblemCode.MALFORMED, "Last-Event-ID is no height");
    }
    throw new Problem(ProblemCode.MALFORMED, "Last-Event-ID is no height");
  }

  private void follow(String ledger, Viewer viewer, long from, OutputStream out)
      throws IOException, InterruptedException {
    long until = System.nanoTime() + LIFE.toNanos();
    long at = from;
    boolean live = false;
    while (!feed.closed() && System.nanoTime() < until) {
      if (!feed.await(ledger, at + 1, ChangeFeed.BEAT)) {
        send(out, "id: " + at + "\n\n");
        continue;
      }
      long behind = feed.height(ledger) - at;
      live |= behind <= ChangeFeed.KEPT;
      if (live && behind > ChangeFeed.KEPT) {
        return;
      }
      at++;
      Changes changes = feed.at(ledger, at).heardBy(viewer);
      if (!changes.changes().isEmpty()) {
        String data = json.writeValueAsString(changes);
        send(out, "id: " + at + "\nevent: changes\ndata: " + data + "\n\n");
      }
    }
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
