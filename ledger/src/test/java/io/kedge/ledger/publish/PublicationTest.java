package io.kedge.ledger.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.disk.SimDisk;
import io.kedge.ledger.node.LedgerNode;
import io.kedge.ledger.node.TinyNode;
import io.kedge.ledger.node.TinyRules;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.Cosigner;
import io.kedge.ledger.proof.LogSigner;
import io.kedge.ledger.proof.NoteSignature;
import io.kedge.ledger.proof.ReceiptVerdict;
import io.kedge.ledger.proof.ReceiptVerifier;
import io.kedge.ledger.proof.SignedNote;
import io.kedge.ledger.tree.EntryBundle;
import io.kedge.ledger.tree.MerkleHasher;
import io.kedge.ledger.tree.TileId;
import io.kedge.ledger.tree.TreeAppender;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicationTest {
  private final TinyNode tiny = new TinyNode(1);
  private final SimDisk disk = new SimDisk();
  private final Cosigner bank = new Cosigner("bank.example/f", TinyRules.key(7));

  private void fill(LedgerNode node, int from, int to) {
    for (int i = from; i < to; i++) {
      assertThat(node.submit(tiny.wallet.put("tea" + i % 5, "t" + i, "n" + i)).join().accepted())
          .isTrue();
    }
  }

  private Publication open() throws Exception {
    return Publication.open(disk, List.of(bank.verifierKey()));
  }

  private static Bytes get(Publication publication, String path) {
    Answer answer = publication.answer(Request.get(path));
    assertThat(answer.status()).as(path).isEqualTo(200);
    return answer.body();
  }

  private static SignedNote note(Publication publication, String path) throws Exception {
    return SignedNote.parse(get(publication, path));
  }

  private static Checkpoint head(Publication publication) throws Exception {
    return Checkpoint.parse(note(publication, "checkpoint").text());
  }

  /// The root that entry bundles and tiles of all levels give, each for itself.
  private static void requireWhole(Publication publication) throws Exception {
    Checkpoint head = head(publication);
    var tree = new TreeAppender();
    for (long index = 0; index * TileId.WIDTH < head.size(); index++) {
      int width = (int) Math.min(TileId.WIDTH, head.size() - index * TileId.WIDTH);
      List<Bytes> entries =
          EntryBundle.decode(get(publication, EntryBundle.path(index, width)), width).orElseThrow();
      Bytes hashes = get(publication, new TileId(0, index, width).path());
      assertThat(hashes.size()).isEqualTo(width * MerkleHasher.SIZE);
      for (int i = 0; i < width; i++) {
        Digest leaf = tree.appendEntry(entries.get(i));
        assertThat(hashes.slice(i * 32, i * 32 + 32)).isEqualTo(leaf.bytes());
      }
    }
    assertThat(tree.root()).isEqualTo(head.root());
    tree.flush(
        new io.kedge.ledger.tree.TileStore() {
          @Override
          public java.util.Optional<Bytes> read(TileId tile) {
            return java.util.Optional.empty();
          }

          @Override
          public void write(TileId tile, Bytes hashes) {
            assertThat(get(publication, tile.path())).as(tile.path()).isEqualTo(hashes);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsShownLeadsToTheSignedRootAlsoWhileTheNodeWrites(boolean tilesStored) throws Exception {
    try (LedgerNode node = tiny.open(disk)) {
      fill(node, 0, 150);
    }
    if (!tilesStored) {
      disk.delete("tile/0/000");
      disk.list("tile/0/001.p").forEach(width -> delete("tile/0/001.p/" + width));
    }
    try (LedgerNode node = tiny.open(disk);
        Publication publication = open()) {
      requireWhole(publication);
      long before = head(publication).size();
      fill(node, 150, 290);
      node.receipt(node.block(290).entries().getFirst().leaf().commandId()).join();
      requireWhole(publication);
      assertThat(head(publication).size()).isEqualTo(580).isGreaterThan(before);
      assertThat(Digest.of(get(publication, "genesis.json"))).isEqualTo(tiny.genesis.ledgerId());
      assertThat(get(publication, "ledger.vkey").text()).isEqualTo(node.vkey().text() + "\n");
      assertThat(get(publication, "blocks/7")).isEqualTo(node.block(7).encoded());
    }
  }

  private void delete(String file) {
    try {
      disk.delete(file);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void nothingElseIsShown() throws Exception {
    try (LedgerNode node = tiny.open(disk)) {
      fill(node, 0, 150);
    }
    try (Publication publication = open()) {
      for (String path :
          List.of(
              "",
              "..",
              "keys/node.keys",
              "FORMAT",
              "tile/0/002",
              "tile/0/001.p/45",
              "tile/0/001.p/0",
              "tile/0/01",
              "tile/8/000",
              "tile/0/../../FORMAT",
              "tile/1/000.p/2",
              "tile/entries/001.p/45",
              "tile/entries/002",
              "layout/001",
              "layout/000.p/3",
              "blocks/0",
              "blocks/151",
              "cosigned/1",
              "receipt/300",
              "receipt/-1",
              "receipt/9999999999999999999",
              "divergence/x")) {
        assertThat(publication.answer(Request.get(path)).status()).as(path).isEqualTo(404);
      }
      assertThat(publication.answer(Request.post("checkpoint", Bytes.EMPTY)).status())
          .isEqualTo(405);
      assertThat(get(publication, "tile/0/001.p/44")).isNotNull();
      assertThat(get(publication, "divergence").text()).isEqualTo("[]");
      assertThat(publication.answer(Request.get("tile/0/000")).caching())
          .isEqualTo(Answer.Caching.FOR_EVER);
      assertThat(publication.answer(Request.get("checkpoint")).caching())
          .isEqualTo(Answer.Caching.NONE);
    }
  }

  @Test
  void cosignaturesOfFollowersAreShownWithTheirCheckpoint() throws Exception {
    try (LedgerNode node = tiny.open(disk)) {
      fill(node, 0, 10);
    }
    try (Publication publication = open()) {
      SignedNote shown = note(publication, "checkpoint");
      Checkpoint head = head(publication);
      NoteSignature line = bank.cosign(head, 1_700_000_000);
      assertThat(post(publication, new SignedNote(shown.text(), List.of(line)))).isEqualTo(200);
      assertThat(post(publication, new SignedNote(shown.text(), List.of(line)))).isEqualTo(200);
      assertThat(note(publication, "checkpoint")).isEqualTo(shown.with(line));
      assertThat(note(publication, "cosigned/1")).isEqualTo(shown.with(line));
      var keys = List.of(publication.vkey(), bank.verifierKey());
      assertThat(new ReceiptVerifier(keys, 1).verify(get(publication, "receipt/4/1")))
          .isInstanceOf(ReceiptVerdict.Accepted.class);

      var stranger = new Cosigner("stranger", TinyRules.key(8));
      assertThat(
              post(
                  publication,
                  new SignedNote(shown.text(), List.of(stranger.cosign(head, 1_700_000_000)))))
          .isEqualTo(403);
      var other = new Checkpoint(head.origin(), head.size() - 1, head.root());
      assertThat(post(publication, new SignedNote(other.text(), List.of(bank.cosign(other, 1)))))
          .isEqualTo(404);
      assertThat(publication.answer(Request.post("cosignatures", Bytes.utf8("x"))).status())
          .isEqualTo(400);
      assertThat(
              publication
                  .answer(Request.post("cosignatures", Bytes.wrap(new byte[1 << 17])))
                  .status())
          .isEqualTo(413);
    }
    try (Publication again = open()) {
      assertThat(note(again, "cosigned/1").signatures()).hasSize(2);
    }
  }

  /// A ledger key that signed two histories is shown to be so by whoever saw the other one.
  @Test
  void aCheckpointWithAnotherRootIsKeptAsEvidence() throws Exception {
    try (LedgerNode node = tiny.open(disk)) {
      fill(node, 0, 3);
    }
    try (Publication publication = open()) {
      Checkpoint head = head(publication);
      var forked = new Checkpoint(head.origin(), head.size(), Digest.of(Bytes.utf8("other")));
      SignedNote both =
          new LogSigner(head.origin(), TinyRules.key(99)).sign(forked).with(bank.cosign(forked, 5));
      assertThat(post(publication, both)).isEqualTo(409);
      assertThat(disk.list("evidence")).hasSize(1);
    }
  }

  private static int post(Publication publication, SignedNote note) {
    return publication.answer(Request.post("cosignatures", note.encoded())).status();
  }

  /// How records lie in segments, so that a copy can become the same file.
  @Test
  void theLayoutTellsGroupsAndSegments() throws Exception {
    try (LedgerNode node = tiny.open(disk)) {
      fill(node, 0, 80);
    }
    try (Publication publication = open()) {
      byte[] marks = get(publication, "layout/000").toArray();
      assertThat(marks[0]).isEqualTo((byte) 3);
      long segments = 0;
      for (byte mark : marks) {
        segments += (mark & 2) >> 1;
      }
      assertThat(segments).isEqualTo(disk.list("log").size()).isGreaterThan(2);
    }
  }
}
