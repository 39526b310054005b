package io.kedge.ledger.light;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.publish.Answer;
import io.kedge.ledger.publish.Request;
import io.kedge.ledger.publish.Responder;
import java.util.Optional;

/// Where a log can be read, by the paths of C2SP tlog-tiles. Nothing that comes from it is
/// believed.
public interface LogSource {
  /// What is at a path.
  ///
  /// @param path relative, such as `checkpoint` or `tile/0/001.p/5`
  /// @param bytesMax more than this is not taken
  /// @return empty where there is nothing of that name
  /// @throws SourceFailed where it cannot be read, or there is more of it
  Optional<Bytes> read(String path, int bytesMax) throws SourceFailed;

  /// What is published in this process, such as a ledger's folder.
  static LogSource of(Responder responder) {
    return (path, bytesMax) -> {
      Answer answer = responder.answer(Request.get(path));
      if (answer.status() == 404) {
        return Optional.empty();
      }
      if (answer.status() != 200) {
        throw new SourceFailed(path + ": " + answer.body().text().strip());
      }
      return Optional.of(SourceFailed.requireAtMost(answer.body(), path, bytesMax));
    };
  }
}
