package io.kedge.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.bench.PeerStore;
import io.kedge.bench.PeersBench;
import io.kedge.bench.PeersReport;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// That every database does what the ledger does about a transfer, and that all of them are
/// measured.
class PeersTest {
  @TempDir private Path folder;

  static List<PeerStore.Kind> kinds() {
    return PeersBench.kinds();
  }

  @Test
  void allAreFound() {
    assertThat(kinds())
        .extracting(PeerStore.Kind::name)
        .containsExactly("rocksdb", "lmdb", "h2", "postgresql", "postgresql-each");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void nothingIsSpentTwiceByStrangersOrOutOfNothing(PeerStore.Kind kind) throws Exception {
    try (PeerStore store = kind.open(folder.resolve("store"))) {
      store.load(List.of(note("a", "anna", 10), note("b", "bert", 5)));
      PeerStore.Transfer good =
          transfer("t1", "anna", "a", note("a1", "bert", 4), note("a2", "anna", 6));
      assertThat(store.commit(List.of(good))).containsExactly(true);
      assertThat(store.commit(List.of(good))).containsExactly(false);
      assertThat(store.commit(List.of(transfer("t2", "anna", "a", note("x", "anna", 10)))))
          .as("spent")
          .containsExactly(false);
      assertThat(store.commit(List.of(transfer("t3", "anna", "b", note("x", "anna", 5)))))
          .as("another's")
          .containsExactly(false);
      assertThat(store.commit(List.of(transfer("t4", "bert", "b", note("x", "bert", 6)))))
          .as("more than there is")
          .containsExactly(false);
      assertThat(store.commit(List.of(transfer("t1", "bert", "b", note("x", "bert", 5)))))
          .as("an id that was used")
          .containsExactly(false);
      assertThat(
              store.commit(
                  List.of(
                      transfer("t5", "bert", "a1", note("c", "bert", 4)),
                      transfer("t6", "bert", "c", note("d", "anna", 4)),
                      transfer("t7", "bert", "c", note("e", "anna", 4)))))
          .as("one after the other")
          .containsExactly(true, true, false);
      assertThat(store.commit(List.of(transfer("t8", "bert", "b", note("x", "bert", 5)))))
          .as("what was refused left nothing behind")
          .containsExactly(true);
    }
  }

  private static String id(String name) {
    return Digest.of(Bytes.utf8(name)).hex();
  }

  private static PeerStore.Note note(String name, String owner, long units) {
    return new PeerStore.Note(id(name), owner, "cny", units);
  }

  private static PeerStore.Transfer transfer(
      String command, String party, String input, PeerStore.Note... outputs) {
    return new PeerStore.Transfer(
        Digest.of(Bytes.utf8(command)).bytes(), party, "cny", id(input), List.of(outputs));
  }

  @Test
  void aSmallRunMeasuresTheLedgerBesideAllOfThem() throws Exception {
    var progress = new ArrayList<String>();
    PeersReport report = PeersBench.run(folder, kinds(), 1, PeersBench.Size.SMALL, progress::add);
    assertThat(report.rows()).hasSize(1 + 2 * 6);
    assertThat(report.rows().getFirst().row().name()).isEqualTo("verify-only");
    assertThat(report.rows().get(1).row().name()).isEqualTo("kedge");
    assertThat(report.rows().get(1).ledgerToThis()).isEqualTo(1.0);
    assertThat(report.rows().get(7).row().clients()).isEqualTo(256);
    assertThat(report.rows().get(7).ledgerToThis()).isEqualTo(1.0);
    assertThat(report.rows().subList(1, 13))
        .allMatch(row -> row.row().perSecond() > 0 && row.ledgerToThis() > 0);
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }
}
