package io.kedge.ledger.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kedge.contract.Outcome;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Json;
import io.kedge.ledger.block.BlockHeader;
import io.kedge.ledger.block.Leaf;
import io.kedge.ledger.disk.PowerCut;
import io.kedge.ledger.disk.SimDisk;
import io.kedge.ledger.disk.Survival;
import io.kedge.ledger.fsck.Fsck;
import io.kedge.ledger.fsck.FsckReport;
import io.kedge.ledger.node.LedgerNode;
import io.kedge.ledger.node.TinyNode;
import io.kedge.ledger.node.TinyRules;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.NoteVerdict;
import io.kedge.ledger.proof.NoteVerifier;
import io.kedge.ledger.proof.SignedNote;
import io.kedge.ledger.proof.VerifierKey;
import io.kedge.ledger.publish.Publication;
import io.kedge.ledger.snapshot.SnapshotFault;
import io.kedge.ledger.tree.EntryBundle;
import io.kedge.ledger.tree.InclusionProof;
import io.kedge.ledger.tree.MerkleHasher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FollowerTest {
  private static final FollowerKeys KEYS = FollowerKeys.of("bank.example/f", TinyRules.key(7));

  private final TinyNode tiny = new TinyNode(1);
  private final SimDisk leaderDisk = new SimDisk();
  private SimDisk disk = new SimDisk();
  private LedgerNode leader;
  private Publication publication;
  private DirectSource source;

  @BeforeEach
  void publish() throws IOException {
    leader = tiny.open(leaderDisk);
    fill(0, 60);
    publication = Publication.open(leaderDisk, List.of(KEYS.cosigner().verifierKey()));
    source = new DirectSource(publication);
  }

  @AfterEach
  void close() throws IOException {
    publication.close();
    leader.close();
  }

  /// Submits commands in groups, so that blocks have several and some are refused.
  private void fill(int from, int to) {
    var answers = new ArrayList<CompletableFuture<?>>();
    for (int i = from; i < to; i++) {
      boolean drop = i % 7 == 3;
      String box = "tea" + i % 9;
      answers.add(
          leader.submit(
              drop ? tiny.wallet.drop(box, "n" + i) : tiny.wallet.put(box, "t" + i, "n" + i)));
      if (i % 5 == 0) {
        answers.forEach(CompletableFuture::join);
      }
    }
    answers.forEach(CompletableFuture::join);
    long height = leader.tip().number();
    leader.receipt(leader.block(height).entries().getFirst().leaf().commandId()).join();
  }

  private Follower open(SimDisk at) throws IOException, FollowStopped {
    return Follower.open(
        tiny.genesis, TinyRules.book(), tiny.parts(at), List.of(leader.vkey()), KEYS);
  }

  private static void requireSameFiles(SimDisk a, SimDisk b) throws IOException {
    assertThat(b.list("log")).isEqualTo(a.list("log"));
    for (String segment : a.list("log")) {
      assertThat(b.contents("log/" + segment)).as(segment).isEqualTo(a.contents("log/" + segment));
    }
  }

  private FsckReport fsck(SimDisk at) throws IOException {
    return Fsck.run(at, tiny.genesis, TinyRules.book(), Optional.empty(), height -> {});
  }

  @Test
  void aFollowerHasTheSameSegmentsAndCosigns() throws Exception {
    try (Follower follower = open(disk)) {
      Follower.Progress first = follower.poll(source);
      assertThat(first.tip()).isEqualTo(leader.tip());
      assertThat(first.delivery()).isEqualTo(200);
      fill(60, 200);
      follower.poll(source);
      assertThat(follower.tip()).isEqualTo(leader.tip());
      source.asked();
      assertThat(follower.poll(source).delivery()).isZero();
      assertThat(source.asked()).containsExactly("checkpoint");
    }
    assertThat(leaderDisk.list("log")).hasSizeGreaterThan(3);
    requireSameFiles(leaderDisk, disk);
    assertThat(fsck(disk).faults()).isEmpty();
    assertThat(fsck(disk).checkpoints()).isEqualTo(2);
    SignedNote shown = SignedNote.parse(source.get("cosigned/1", 1 << 16));
    assertThat(new NoteVerifier(List.of(KEYS.cosigner().verifierKey())).check(shown))
        .isInstanceOf(NoteVerdict.Verified.class);
    assertThat(Checkpoint.parse(shown.text()).size()).isEqualTo(leader.tip().treeSize());
  }

  /// Without layout and with a partial bundle at every poll.
  @Test
  void anyTiledLogCanBeFollowed() throws Exception {
    List<Bytes> entries = entries();
    try (Follower follower = open(disk)) {
      for (int blocks : List.of(1, 2, 5, (int) leader.tip().number())) {
        var log =
            new LyingLedger(
                tiny.genesis.origin(),
                TinyRules.key(99),
                entries.subList(0, (int) leader.block(blocks).header().treeSize()));
        assertThat(follower.poll(new DirectSource(log)).cosigned()).isTrue();
        assertThat(follower.tip().number()).isEqualTo(blocks);
      }
    }
    assertThat(fsck(disk).faults()).isEmpty();
  }

  private List<Bytes> entries() {
    var entries = new ArrayList<Bytes>();
    for (long height = 1; height <= leader.tip().number(); height++) {
      leader.block(height).entries().forEach(entry -> entries.add(entry.encodedLeaf()));
      entries.add(leader.block(height).header().encoded());
    }
    return entries;
  }

  /// What the ledger's own key signs and its rules do not give.
  enum Lie {
    SIGNATURE_WRONG,
    OUTCOME_CODE,
    OUTCOME_DIGEST,
    STATE_ROOT,
    TREE_ROOT,
    HEADER_WRONG,
    ENTRY_UNREADABLE,
    CHECKPOINT_INSIDE_BLOCK;

    /// The entries with a lie in block 4 or later.
    List<Bytes> told(List<Bytes> honest) {
      var entries = new ArrayList<>(honest);
      int at = 12;
      switch (this) {
        case SIGNATURE_WRONG -> leaf(entries, at, Lie::otherSignature);
        case OUTCOME_CODE ->
            leaf(entries, at, leaf -> with(leaf, "box.BOX_MISSING", leaf.outcome()));
        case OUTCOME_DIGEST ->
            leaf(entries, at, leaf -> with(leaf, leaf.code(), Digest.of(Bytes.utf8("lie"))));
        case STATE_ROOT ->
            header(entries, at, h -> with(h, h.time().millis(), h.treeRoot(), Digest.ZERO));
        case TREE_ROOT ->
            header(entries, at, h -> with(h, h.time().millis(), Digest.ZERO, h.stateRoot()));
        case HEADER_WRONG -> header(entries, at, h -> with(h, 1, h.treeRoot(), h.stateRoot()));
        case ENTRY_UNREADABLE -> entries.set(at, Bytes.utf8("what is this"));
        case CHECKPOINT_INSIDE_BLOCK -> entries.removeLast();
      }
      return entries;
    }

    private static void leaf(List<Bytes> entries, int from, UnaryOperator<Leaf> lie) {
      int at = from;
      while (!Leaf.isLeaf(entries.get(at)) || !Leaf.decode(entries.get(at)).accepted()) {
        at++;
      }
      entries.set(at, lie.apply(Leaf.decode(entries.get(at))).encoded());
    }

    private static void header(List<Bytes> entries, int from, UnaryOperator<BlockHeader> lie) {
      int at = from;
      while (Leaf.isLeaf(entries.get(at))) {
        at++;
      }
      entries.set(at, lie.apply(BlockHeader.decode(entries.get(at))).encoded());
    }

    private static Leaf with(Leaf leaf, String code, Digest outcome) {
      return new Leaf(leaf.payloadType(), leaf.payload(), leaf.signatures(), code, outcome);
    }

    private static Leaf otherSignature(Leaf leaf) {
      var signature = leaf.signatures().getFirst();
      byte[] value = signature.value().toArray();
      value[40] ^= 1;
      return new Leaf(
          leaf.payloadType(),
          leaf.payload(),
          List.of(new io.kedge.contract.Envelope.Signature(signature.keyId(), Bytes.wrap(value))),
          Outcome.ACCEPTED,
          leaf.outcome());
    }

    private static BlockHeader with(BlockHeader h, long millis, Digest treeRoot, Digest stateRoot) {
      return new BlockHeader(
          h.number(),
          new io.kedge.kernel.LedgerTime(millis),
          h.previous(),
          h.firstLeaf(),
          h.leafCount(),
          treeRoot,
          stateRoot,
          h.stateHeight());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLieIsNamedReportedAndNeverCosigned(Lie lie) throws Exception {
    var lying = new LyingLedger(tiny.genesis.origin(), TinyRules.key(99), lie.told(entries()));
    long good;
    String report;
    try (Follower follower = open(disk)) {
      var stopped =
          catchThrowableOfType(FollowStopped.class, () -> follower.poll(new DirectSource(lying)));
      assertThat(stopped.reason()).isEqualTo(StopReason.valueOf(lie.name()));
      assertThat(follower.cosignatures().last(tiny.genesis.origin())).isEmpty();
      good = follower.tip().number();
      assertThat(good).isPositive().isLessThan(leader.tip().number());
      report = stopped.report().orElseThrow();
      assertThat(catchThrowableOfType(FollowStopped.class, () -> follower.poll(source)).reason())
          .isEqualTo(stopped.reason());
    }
    requireProven(Bytes.wrap(disk.contents(report)), lie.name());
    assertThat(fsck(disk).blockHeight()).isEqualTo(good);
    assertThat(fsck(disk).faults()).isEmpty();
    var again = catchThrowableOfType(FollowStopped.class, () -> open(disk));
    assertThat(again.reason()).isEqualTo(StopReason.DIVERGED_BEFORE);
    try (Publication own = Publication.open(disk, List.of())) {
      assertThat(new DirectSource(own).get("divergence", 1 << 20).text()).contains(lie.name());
    }
  }

  /// A report proves by itself that the ledger signed the entry it is about.
  private void requireProven(Bytes report, String kind) throws Exception {
    SignedNote note = SignedNote.parse(report);
    assertThat(new NoteVerifier(List.of(KEYS.reporter().verifierKey())).check(note))
        .isInstanceOf(NoteVerdict.Verified.class);
    List<String> lines = note.text().lines().toList();
    assertThat(lines.getFirst()).isEqualTo("kedge/divergence/1");
    Fields fields = Fields.of("", Json.read(Bytes.utf8(lines.get(1))));
    assertThat(fields.text("kind")).isEqualTo(kind);
    assertThat(fields.text("expected")).isNotEqualTo(fields.text("got"));
    SignedNote signed = SignedNote.parse(Bytes.utf8(fields.text("checkpoint")));
    assertThat(new NoteVerifier(List.of(leader.vkey())).check(signed))
        .isInstanceOf(NoteVerdict.Verified.class);
    Checkpoint head = Checkpoint.parse(signed.text());
    Json.Obj json = (Json.Obj) Json.read(Bytes.utf8(lines.get(1)));
    var path =
        ((Json.Arr) json.members().get("proof"))
            .items().stream()
                .map(item -> new Digest(Bytes.fromBase64(((Json.Text) item).value())))
                .toList();
    long index = Long.parseLong(fields.text("index"));
    Bytes entry = Bytes.fromBase64(fields.text("entry"));
    assertThat(
            new InclusionProof(index, head.size(), path)
                .verify(MerkleHasher.leaf(entry), head.root())
                .accepted())
        .isTrue();
  }

  /// What an attacker on the way can do ends with a reason and leaves nothing behind.
  @Test
  void whatIsNotOfTheSignedRootIsNotTaken() throws Exception {
    String bundle = EntryBundle.path(0, (int) leader.tip().treeSize());
    Bytes honest = source.get(bundle, 1 << 24);
    byte[] changed = honest.toArray();
    changed[changed.length - 40] ^= 1;
    requireStops(bundle, honest.slice(0, honest.size() - 1), StopReason.BUNDLE_MALFORMED);
    requireStops(bundle, Bytes.EMPTY, StopReason.BUNDLE_MALFORMED);
    requireStops(bundle, Bytes.wrap(new byte[1 << 25]), StopReason.BUNDLE_TOO_LARGE);
    requireStops(bundle, Bytes.wrap(changed), StopReason.ENTRY_NOT_IN_ROOT);
    String tile = "tile/0/000.p/" + leader.tip().treeSize();
    requireStops(
        tile, Bytes.wrap(new byte[(int) leader.tip().treeSize() * 32]), StopReason.TILE_WRONG);
    requireStops(tile, Bytes.wrap(new byte[32]), StopReason.TILE_WRONG);
    requireStops("checkpoint", Bytes.utf8("no"), StopReason.CHECKPOINT_MALFORMED);
    var head = Checkpoint.parse(publication.checkpoint().orElseThrow().text());
    var stranger = new io.kedge.ledger.proof.LogSigner(head.origin(), TinyRules.key(5));
    requireStops("checkpoint", stranger.sign(head).encoded(), StopReason.CHECKPOINT_UNSIGNED);
    var other = new io.kedge.ledger.proof.LogSigner("another", TinyRules.key(99));
    requireStops(
        "checkpoint",
        other.sign(new Checkpoint("another", head.size(), head.root())).encoded(),
        StopReason.CHECKPOINT_OTHER_LEDGER);
    try (Follower follower = open(disk)) {
      assertThat(follower.poll(source).tip()).isEqualTo(leader.tip());
    }
    assertThat(disk.list("divergence")).isEmpty();
  }

  private void requireStops(String path, Bytes instead, StopReason reason) throws Exception {
    source.replace(path, instead);
    try (Follower follower = open(disk)) {
      var stopped = catchThrowableOfType(FollowStopped.class, () -> follower.poll(source));
      assertThat(stopped.reason()).isEqualTo(reason);
      assertThat(stopped.report()).isEmpty();
    }
    source.restore();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aForkIsProvenByBothCheckpoints(boolean larger) throws Exception {
    try (Follower follower = open(disk)) {
      follower.poll(source);
      var otherDisk = new SimDisk();
      try (LedgerNode other = tiny.open(otherDisk)) {
        for (int i = 0; i < (larger ? 300 : 20); i++) {
          other.submit(tiny.wallet.put("jade" + i % 3, "x" + i, "m" + i)).join();
        }
      }
      try (Publication forked = Publication.open(otherDisk, List.of())) {
        var stopped =
            catchThrowableOfType(
                FollowStopped.class, () -> follower.poll(new DirectSource(forked)));
        assertThat(stopped.reason()).isEqualTo(StopReason.CHECKPOINT_FORKED);
        String text = Bytes.wrap(disk.contents(stopped.report().orElseThrow())).text();
        Fields fields = Fields.of("", Json.read(Bytes.utf8(text.lines().toList().get(1))));
        var keys = new NoteVerifier(List.of(leader.vkey()));
        for (String member : List.of("checkpoint", "earlier")) {
          assertThat(keys.check(SignedNote.parse(Bytes.utf8(fields.text(member)))))
              .isInstanceOf(NoteVerdict.Verified.class);
        }
      }
      assertThat(disk.list("evidence")).hasSize(2);
    }
  }

  @Test
  void aCheckpointThatWentBackIsNoticedAndKept() throws Exception {
    Bytes old = source.get("checkpoint", 1 << 16);
    fill(60, 80);
    try (Follower follower = open(disk)) {
      follower.poll(source);
      source.replace("checkpoint", old);
      var stopped = catchThrowableOfType(FollowStopped.class, () -> follower.poll(source));
      assertThat(stopped.reason()).isEqualTo(StopReason.CHECKPOINT_WENT_BACK);
      assertThat(disk.list("evidence")).hasSize(2);
      source.restore();
      fill(80, 90);
      assertThat(follower.poll(source).tip()).isEqualTo(leader.tip());
    }
  }

  /// From a snapshot, too, every later block is executed, and all tiles are there; what is not of
  /// the signed root is not installed.
  @Test
  void aFollowerMayBeginFromASnapshot() throws Exception {
    fill(60, 400);
    String name = leader.snapshot().name();
    long begun = leader.tip().treeSize();
    fill(400, 450);
    List<VerifierKey> pinned = List.of(leader.vkey());
    source.replace("snap/" + name + "/genesis.json", Bytes.utf8("{}"));
    assertThat(
            catchThrowableOfType(
                SnapshotFault.class, () -> SnapshotFollow.install(source, pinned, disk)))
        .isNotNull();
    source.restore();
    source.replace("tile/0/000", Bytes.wrap(new byte[8192]));
    var stopped =
        catchThrowableOfType(
            FollowStopped.class, () -> SnapshotFollow.install(source, pinned, new SimDisk()));
    assertThat(stopped.reason()).isEqualTo(StopReason.TILE_WRONG);
    source.restore();

    assertThat(SnapshotFollow.install(source, pinned, disk).treeSize()).isEqualTo(begun);
    try (Follower follower = open(disk)) {
      assertThat(follower.tip().treeSize()).isEqualTo(begun);
      assertThat(follower.poll(source).tip()).isEqualTo(leader.tip());
    }
    try (Publication own = Publication.open(disk, List.of())) {
      var served = new DirectSource(own);
      assertThat(served.get("tile/0/000", 1 << 16)).isEqualTo(source.get("tile/0/000", 1 << 16));
      assertThat(served.get("snapshots", 1 << 16).text()).isEqualTo(name + "\n");
      assertThat(
              catchThrowableOfType(
                      SourceFailure.class, () -> served.get(EntryBundle.path(0, 256), 1 << 24))
                  .kind())
          .isEqualTo(SourceFailure.Kind.NOT_FOUND);
      String last = "receipt/" + (leader.tip().treeSize() - 1);
      assertThat(served.get(last, 1 << 20)).isNotNull();
    }
  }

  /// Another node's checkpoint of the same history is fine, of another one it is not (L-30).
  @Test
  void theCheckpointsOfNodesAreCompared() throws Exception {
    try (Follower follower = open(disk)) {
      follower.poll(source);
      fill(60, 70);
      follower.compare(source);
      var entries = new ArrayList<>(entries());
      entries.set(3, Bytes.utf8("written anew"));
      var rewritten = new LyingLedger(tiny.genesis.origin(), TinyRules.key(99), entries);
      var stopped =
          catchThrowableOfType(
              FollowStopped.class, () -> follower.compare(new DirectSource(rewritten)));
      assertThat(stopped.reason()).isEqualTo(StopReason.CHECKPOINT_FORKED);
    }
  }

  /// The power fails at every operation of a follower's disk in turn: it goes on and has the same
  /// files, and never cosigned anything it does not have.
  @Test
  void aFollowerGoesOnWhereverItWasKilled() throws Exception {
    int operations = 0;
    boolean whole = false;
    while (!whole) {
      var cut = new SimDisk();
      cut.cutPowerAfter(operations);
      try {
        Follower follower = open(cut);
        try (follower) {
          follower.poll(source);
        }
        whole = true;
      } catch (IOException | PowerCut | IllegalStateException e) {
        assertThat(e).isNotNull();
      }
      for (Survival survival : List.of(Survival.nothing(), Survival.everything())) {
        SimDisk after = cut.afterPowerCut(survival);
        Optional<SignedNote> cosigned =
            new Cosignatures(after, KEYS.cosigner(), tiny.clock).last(tiny.genesis.origin());
        if (cosigned.isPresent()) {
          assertThat(fsck(after).treeSize()).isEqualTo(leader.tip().treeSize());
        }
        try (Follower follower = open(after)) {
          assertThat(follower.poll(source).tip()).isEqualTo(leader.tip());
        }
        requireSameFiles(leaderDisk, after);
        assertThat(fsck(after).faults()).as("after %s operations", operations).isEmpty();
      }
      operations += 3;
    }
    assertThat(operations).isGreaterThan(60);
  }

  @Test
  void aWitnessAnswersAsTheProtocolSays() throws Exception {
    try (Follower follower = open(disk)) {
      VerifierKey key = leader.vkey();
      var witness =
          new Witness(
              follower.cosignatures(),
              tiny.genesis.origin(),
              follower::acceptedRoot,
              List.of(
                  key,
                  new io.kedge.ledger.proof.LogSigner("other/log", TinyRules.key(50))
                      .verifierKey()),
              publication);
      SignedNote first = publication.checkpoint().orElseThrow();
      assertThat(add(witness, "old 0\n", first).status()).isEqualTo(503);
      follower.poll(source);
      long size = follower.tip().treeSize();
      assertThat(add(witness, "old 0\n", first).status()).isEqualTo(409);
      assertThat(add(witness, "old 0\n", first).body().text()).isEqualTo(size + "\n");
      assertThat(add(witness, "old 0\n", first).contentType()).isEqualTo("text/x.tlog.size");
      assertThat(add(witness, "old " + size + "\n", first).status()).isEqualTo(200);
      assertThat(add(witness, "old " + (size + 1) + "\n", first).status()).isEqualTo(400);
      assertThat(add(witness, "old x\n", first).status()).isEqualTo(400);
      var stranger = new io.kedge.ledger.proof.LogSigner(key.name(), TinyRules.key(5));
      assertThat(add(witness, "old 0\n", stranger.sign(Checkpoint.parse(first.text()))).status())
          .isEqualTo(403);
      fill(60, 70);
      SignedNote next = SignedNote.parse(source.get("checkpoint", 1 << 16));
      assertThat(add(witness, "old " + size + "\n", next).status()).isEqualTo(422);

      var log = new io.kedge.ledger.proof.LogSigner("other/log", TinyRules.key(50));
      Digest a = MerkleHasher.leaf(Bytes.utf8("a"));
      Digest b = MerkleHasher.leaf(Bytes.utf8("b"));
      SignedNote one = log.sign(new Checkpoint("other/log", 1, a));
      SignedNote two = log.sign(new Checkpoint("other/log", 2, MerkleHasher.node(a, b)));
      assertThat(add(witness, "old 0\n", one).status()).isEqualTo(200);
      assertThat(add(witness, "old 1\n", two).status()).isEqualTo(422);
      String proof = "old 1\n" + b.bytes().base64() + "\n";
      assertThat(add(witness, proof, two).status()).isEqualTo(200);
      assertThat(add(witness, "old 2\n", log.sign(new Checkpoint("other/log", 2, a))).status())
          .isEqualTo(409);
      var unknown = new io.kedge.ledger.proof.LogSigner("unknown/log", TinyRules.key(50));
      assertThat(
              add(witness, "old 0\n", unknown.sign(new Checkpoint("unknown/log", 1, a))).status())
          .isEqualTo(404);
    }
  }

  private static io.kedge.ledger.publish.Answer add(Witness witness, String head, SignedNote note) {
    return witness.answer(
        io.kedge.ledger.publish.Request.post(
            "add-checkpoint", Bytes.utf8(head + "\n" + note.encoded().text())));
  }
}
