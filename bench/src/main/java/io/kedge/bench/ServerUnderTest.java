package io.kedge.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/// A server that is measured: a process of its own, with its own Java options.
public interface ServerUnderTest extends AutoCloseable {
  /// Where it answers.
  URI address();

  @Override
  void close() throws IOException;

  /// Starts one.
  interface Starter {
    /// Comes back once it answers.
    ///
    /// @param data its directory; the ledgers are there already
    ServerUnderTest start(Path data) throws IOException, InterruptedException;
  }
}
