package io.kedge.ledger.follow;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.publish.Answer;
import io.kedge.ledger.publish.Request;
import io.kedge.ledger.publish.Responder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A published ledger in this process, whose answers a test may change.
final class DirectSource implements Source {
  private final Responder responder;
  private final Map<String, Bytes> instead = new HashMap<>();
  private final List<String> asked = new ArrayList<>();

  DirectSource(Responder responder) {
    this.responder = responder;
  }

  /// Answers a path with other bytes from now on.
  synchronized void replace(String path, Bytes bytes) {
    instead.put(path, bytes);
  }

  /// Answers as it is again.
  synchronized void restore() {
    instead.clear();
  }

  /// What was asked for since the last call.
  synchronized List<String> asked() {
    List<String> paths = List.copyOf(asked);
    asked.clear();
    return paths;
  }

  @Override
  public Bytes get(String path, int bytesMax) throws SourceFailure {
    Bytes body;
    synchronized (this) {
      asked.add(path);
      body = instead.get(path);
    }
    if (body == null) {
      Answer answer = responder.answer(Request.get(path));
      if (answer.status() != 200) {
        SourceFailure.Kind kind =
            answer.status() == 404 ? SourceFailure.Kind.NOT_FOUND : SourceFailure.Kind.REFUSED;
        throw new SourceFailure(kind, path + ": " + answer.body().text());
      }
      body = answer.body();
    }
    if (body.size() > bytesMax) {
      throw new SourceFailure(SourceFailure.Kind.TOO_LARGE, path);
    }
    return body;
  }

  @Override
  public Answer post(String path, Bytes body) {
    return responder.answer(Request.post(path, body));
  }

  @Override
  public String name() {
    return "direct";
  }
}
