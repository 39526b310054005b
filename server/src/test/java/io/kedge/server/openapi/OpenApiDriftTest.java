package io.kedge.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.server.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// The committed document is the one the server hands out.
///
/// With `-Dkedge.write=true` it is written anew; read the difference before committing it: clients
/// are generated from it.
class OpenApiDriftTest {
  @Test
  void theCommittedDocumentIsTheOneTheServerHandsOut() throws IOException {
    var answer = TestServer.shared().get("/api/v1/openapi.json");
    assertThat(answer.statusCode()).isEqualTo(200);
    String served = CommittedDocument.written(JsonMapper.shared().readTree(answer.body()));
    if (Boolean.getBoolean("kedge.write")) {
      Files.writeString(CommittedDocument.FILE, served);
    }
    assertThat(served).isEqualTo(Files.readString(CommittedDocument.FILE));
  }
}
