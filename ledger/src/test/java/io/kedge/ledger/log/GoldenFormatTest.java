package io.kedge.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// Written once, never regenerated: a log that was ever written stays readable to the byte.
class GoldenFormatTest {
  @ParameterizedTest
  @CsvFileSource(resources = "/golden/log-record-1.csv", numLinesToSkip = 1)
  void everyRecordKeepsItsBytesAndHash(
      long index, String previous, int type, int flags, String body, String bytes, String hash) {
    var content = new RecordBody(type, body == null ? Bytes.EMPTY : Bytes.utf8(body));
    var encoded = new StringBuilder();
    for (var part : RecordFrame.encoded(index, Digest.fromHex(previous), flags, content)) {
      var copy = new byte[part.remaining()];
      part.get(copy);
      encoded.append(Bytes.wrap(copy).hex());
    }
    assertThat(encoded).hasToString(bytes);
    var hashed = RecordFrame.hash(index, Digest.fromHex(previous), type, content.bytes());
    assertThat(hashed.hex()).isEqualTo(hash);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/golden/log-files-1.csv", numLinesToSkip = 1)
  void everyFileOfALogKeepsItsBytes(String name, int size, String sha256) throws Exception {
    var disk = Logs.diskWith(30);
    assertThat(disk.files()).hasSize(6);
    assertThat(disk.contents(name)).hasSize(size);
    assertThat(Digest.of(Bytes.wrap(disk.contents(name))).hex()).isEqualTo(sha256);
  }

  @Test
  void formatIsText() {
    var ledger = Digest.of(Bytes.utf8("a ledger"));
    var format = new FormatFile(1, ledger, List.of("log-1", "log-2"));
    assertThat(new String(format.encoded(), Logs.UTF_8))
        .isEqualTo(
            """
            kedge-ledger 1
            ledger %s
            hash sha-256
            key log-1
            key log-2
            checksum %s
            """
                .formatted(ledger, checksum(ledger)));
    assertThat(FormatFile.decoded(format.encoded())).contains(format);
  }

  private static Digest checksum(Digest ledger) {
    return Digest.of(
        Bytes.utf8("kedge-ledger 1\nledger " + ledger + "\nhash sha-256\nkey log-1\nkey log-2\n"));
  }
}
