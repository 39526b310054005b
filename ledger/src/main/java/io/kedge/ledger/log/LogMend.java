package io.kedge.ledger.log;

import io.kedge.kernel.Digest;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.disk.DiskLock;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/// Finds what is damaged in the segments of a log and what has to stand there, byte for byte, with
/// records that somebody else still has (docs/reference/follow.md "Repair"). Nothing on the disk
/// changes before [#write].
///
/// A gap is closed by the hash that the first whole record behind it, or the head, names: so
/// records that were fetched are proven by what is left here. Where nothing behind it is left, the
/// caller has to prove them otherwise; see [#unprovenFrom].
public final class LogMend implements Closeable {
  private static final int CANDIDATES_MAX = 64;

  /// Who has the records.
  public interface Records {
    /// The content of a record.
    RecordBody body(long index) throws IOException;

    /// How it lies in its segment there: whether it starts a group, whether it starts a segment;
    /// empty where nobody tells.
    Optional<Lies> lies(long index) throws IOException;

    /// How many records can be had: those below this index.
    long end() throws IOException;
  }

  /// How a record lies in its segment.
  public record Lies(boolean startsGroup, boolean startsSegment) {}

  /// Bytes that are to be written.
  ///
  /// @param file relative to the ledger's directory
  /// @param from the first byte
  /// @param to the byte after the last one
  public record Range(String file, long from, long to) {}

  /// Looks at each record of the mended log.
  @FunctionalInterface
  public interface Visit {
    /// A record, from the disk or fetched.
    void record(long index, RecordBody body) throws IOException;
  }

  private record Place(int segment, long at) {}

  private record Candidate(Place place, RecordFrame frame) {}

  private final Disk disk;
  private final Digest ledgerId;
  private final DiskLock lock;
  private final Records records;
  private final OptionalLong replaceFrom;
  private final List<Head> heads;
  private final List<SegmentImage> images = new ArrayList<>();
  private final TreeMap<Long, Place> places = new TreeMap<>();
  private final TreeMap<Long, RecordBody> fetched = new TreeMap<>();
  private Place place;
  private long index;
  private Digest hash;
  private Digest hashBefore;
  private long firstIndex;
  private int lastSegment;
  private OptionalLong unproven = OptionalLong.empty();
  private boolean ended;

  private LogMend(
      Disk disk, Digest ledgerId, DiskLock lock, Records records, OptionalLong replaceFrom)
      throws IOException {
    this.disk = disk;
    this.ledgerId = ledgerId;
    this.lock = lock;
    this.records = records;
    this.replaceFrom = replaceFrom;
    this.heads = readHeads();
    this.place = new Place(0, SegmentHeader.BYTES);
    this.hash = ledgerId;
    this.hashBefore = ledgerId;
  }

  /// Writes `FORMAT` again, where it is missing or was damaged.
  public static void writeFormat(Disk disk, LogConfig config) throws IOException {
    var format = new FormatFile(FormatFile.VERSION, config.ledgerId(), config.keyIds());
    NewFile.write(disk, FormatFile.NAME, format.encoded());
  }

  /// Looks at a log, fetching what is missing.
  ///
  /// @param replaceFrom from which record on everything is to be replaced, whatever it looks like
  /// @throws MendRefused where it cannot be put back
  /// @throws io.kedge.ledger.disk.DiskLocked if a process has it
  public static LogMend plan(Disk disk, Digest ledgerId, Records records, OptionalLong replaceFrom)
      throws IOException {
    var lock = disk.lock(Layout.LOCK);
    LogMend mend = null;
    try {
      mend = new LogMend(disk, ledgerId, lock, records, replaceFrom);
      mend.readImages();
      mend.walk();
      return mend;
    } catch (IOException | RuntimeException e) {
      if (mend == null) {
        lock.close();
      } else {
        mend.close();
      }
      throw e;
    }
  }

  private List<Head> readHeads() throws IOException {
    var found = new ArrayList<Head>();
    for (int slot = 0; slot < 2; slot++) {
      int parity = slot;
      try (var file = disk.open(Head.fileName(slot), Disk.Open.READ)) {
        Head.decoded(NewFile.read(file, Head.BYTES + 1))
            .filter(head -> head.ledgerId().equals(ledgerId) && head.seq() % 2 == parity)
            .ifPresent(found::add);
      } catch (NoSuchFileException e) {
        // It counts as lost.
      }
    }
    found.sort(Comparator.comparingLong(Head::seq).reversed());
    return found;
  }

  /// The newer of the heads that can be read.
  private Optional<Head> head() {
    return heads.stream().findFirst();
  }

  private void readImages() throws IOException {
    int last = head().map(head -> head.end().segment()).orElse(0);
    int pruned = -1;
    for (String name : disk.list(SegmentHeader.DIRECTORY)) {
      last = Math.max(last, SegmentHeader.numberOf(name).orElse(0));
      pruned = Math.max(pruned, PrunedHeader.numberOf(name).orElse(-1));
    }
    lastSegment = Math.max(last, pruned + 1);
    image(lastSegment);
    if (pruned >= 0) {
      beginAfter(pruned);
    }
  }

  /// What was pruned has no records; the log goes on behind it.
  private void beginAfter(int pruned) throws IOException {
    String name = PrunedHeader.fileName(pruned);
    try (var file = disk.open(name, Disk.Open.READ)) {
      PrunedHeader header =
          PrunedHeader.of(new SegmentBytes(file, SegmentHeader.BYTES))
              .orElseThrow(
                  () ->
                      new LogFault(
                          LogFault.Kind.SEGMENT_HEADER_DAMAGED, name, 0, 0, "a pruned segment"));
      place = new Place(pruned + 1, SegmentHeader.BYTES);
      index = header.nextIndex();
      firstIndex = index;
      hash = header.lastHash();
      hashBefore = hash;
    }
  }

  private SegmentImage image(int number) throws IOException {
    while (images.size() <= number) {
      images.add(SegmentImage.read(disk, ledgerId, images.size()));
    }
    return images.get(number);
  }

  private SegmentImage here() throws IOException {
    return image(place.segment());
  }

  // The walk.

  private void walk() throws IOException {
    enter(place.segment());
    while (!ended) {
      step();
    }
  }

  /// Begins a segment: its header has to say where it begins.
  private void enter(int number) throws IOException {
    place = new Place(number, SegmentHeader.BYTES);
    lastSegment = Math.max(lastSegment, number);
    var header = new SegmentHeader(ledgerId, number, index);
    if (!image(number).header().equals(Optional.of(header))) {
      image(number).want(0, header.encoded());
    }
  }

  private void step() throws IOException {
    if (replaceFrom.isPresent() && index == replaceFrom.getAsLong()) {
      replaceRest(index);
      return;
    }
    Optional<RecordFrame> frame = here().frame(place.at());
    boolean whole = frame.filter(f -> f.checksumOk() && f.index() == index).isPresent();
    if (whole && frame.orElseThrow().previous().equals(hash)) {
      accept(frame.orElseThrow());
    } else if (isAtEndOfSegment()) {
      leaveSegment();
    } else if (isAtEndOfLog()) {
      ended = true;
    } else if (whole && index > firstIndex) {
      Place chained = place;
      rewind();
      close(chained);
    } else {
      close(new Place(place.segment(), place.at() + 1));
    }
  }

  private void accept(RecordFrame frame) {
    places.put(index, place);
    hashBefore = hash;
    hash = frame.hash();
    index++;
    place = new Place(place.segment(), place.at() + frame.length());
  }

  /// A record that does not name the one before: that one was changed, or this one.
  private void rewind() {
    index--;
    hash = hashBefore;
    place = Objects.requireNonNull(places.remove(index));
  }

  /// The next segment begins with the record that comes now, or must, because this one ends here.
  private boolean isAtEndOfSegment() throws IOException {
    if (place.segment() >= lastSegment || place.at() == SegmentHeader.BYTES) {
      return false;
    }
    Optional<SegmentHeader> next = image(place.segment() + 1).header();
    return next.isPresent() ? next.get().firstIndex() == index : here().size() == place.at();
  }

  private void leaveSegment() throws IOException {
    here().wantEnd(place.at());
    enter(place.segment() + 1);
  }

  /// Behind the head a write may be unfinished, which the next start cuts. Without a head the log
  /// ends where nobody has more.
  private boolean isAtEndOfLog() throws IOException {
    Optional<Head> head = head();
    return head.isPresent()
        ? index > head.get().lastIndex()
        : place.segment() >= lastSegment && index >= records.end();
  }

  // Closing a gap.

  private void close(Place from) throws IOException {
    int tried = 0;
    Optional<Candidate> candidate = candidate(from);
    while (candidate.isPresent() && tried++ < CANDIDATES_MAX) {
      Candidate found = candidate.get();
      if (found.frame().index() <= records.end()
          && chain(found.frame().index()).equals(found.frame().previous())
          && put(found.frame().index(), Optional.of(found.place()))) {
        return;
      }
      candidate = candidate(new Place(found.place().segment(), found.place().at() + 1));
    }
    closeByHead();
  }

  /// The next whole record of a later index.
  private Optional<Candidate> candidate(Place from) throws IOException {
    long at = from.at();
    for (int number = from.segment(); number < images.size(); number++) {
      SegmentImage image = image(number);
      for (long magic = image.magicFrom(at); magic >= 0; magic = image.magicFrom(magic + 1)) {
        Optional<RecordFrame> frame = image.frame(magic);
        if (frame.filter(f -> f.checksumOk() && f.index() > index).isPresent()) {
          return Optional.of(new Candidate(new Place(number, magic), frame.get()));
        }
      }
      at = SegmentHeader.BYTES;
    }
    return Optional.empty();
  }

  /// The hash of the record before an index, if everything between is as it was fetched.
  private Digest chain(long before) throws IOException {
    Digest chained = hash;
    for (long next = index; next < before; next++) {
      RecordBody body = fetch(next);
      chained = RecordFrame.hash(next, chained, body.type(), body.bytes());
    }
    return chained;
  }

  private RecordBody fetch(long wanted) throws IOException {
    RecordBody known = fetched.get(wanted);
    if (known == null) {
      known = records.body(wanted);
      fetched.put(wanted, known);
    }
    return known;
  }

  /// Nothing behind the gap is left but the head, or not even that.
  private void closeByHead() throws IOException {
    Optional<Head> head = head();
    if (head.isPresent()) {
      long after = head.get().lastIndex() + 1;
      if (after > records.end()) {
        throw new MendRefused(MendRefused.Reason.NOT_COVERED, records.end());
      }
      if (chain(after).equals(head.get().lastHash())) {
        Position end = head.get().end();
        if (!put(after, Optional.of(new Place(end.segment(), end.offset())))) {
          throw new MendRefused(MendRefused.Reason.LAYOUT_UNKNOWN, index);
        }
        return;
      }
    }
    replaceRest(index);
  }

  /// Replaces everything from a record on by what can be had. What proves it is the caller's.
  private void replaceRest(long from) throws IOException {
    long end = records.end();
    if (end <= from || head().filter(head -> head.lastIndex() >= end).isPresent()) {
      throw new MendRefused(MendRefused.Reason.NOT_COVERED, end);
    }
    unproven = OptionalLong.of(from);
    chain(end);
    put(end, Optional.empty());
    here().wantEnd(place.at());
    for (int number = place.segment() + 1; number < images.size(); number++) {
      image(number).wantEnd(0);
    }
    ended = true;
  }

  /// Gives the fetched records up to an index their places; answers false, with nothing changed,
  /// where they do not fit before the place that follows.
  private boolean put(long before, Optional<Place> to) throws IOException {
    var laid = new TreeMap<Long, Place>();
    Place next = place;
    for (long at = index; at < before; at++) {
      int length = RecordFrame.OVERHEAD + fetch(at).bytes().size();
      if (rolls(next, at, length)) {
        next = new Place(next.segment() + 1, SegmentHeader.BYTES);
      }
      laid.put(at, next);
      next = new Place(next.segment(), next.at() + length);
    }
    boolean follows = to.isEmpty() || to.get().equals(next) || begins(to.get(), next);
    if (!follows) {
      return false;
    }
    laid.forEach(this::note);
    for (var entry : laid.entrySet()) {
      write(entry.getKey(), entry.getValue());
    }
    index = before;
    place = next;
    if (to.isPresent() && !to.get().equals(next)) {
      leaveSegment();
    }
    return true;
  }

  private void note(long at, Place where) {
    places.put(at, where);
  }

  /// True where what follows is the first of the next segment.
  private static boolean begins(Place to, Place end) {
    return to.segment() == end.segment() + 1 && to.at() == SegmentHeader.BYTES;
  }

  private boolean rolls(Place at, long next, int length) throws IOException {
    if (at.at() == SegmentHeader.BYTES) {
      return false;
    }
    Optional<SegmentHeader> header = image(at.segment() + 1).header();
    if (header.isPresent() && unproven.isEmpty()) {
      return header.get().firstIndex() == next;
    }
    Optional<Lies> lies = records.lies(next);
    if (lies.isPresent()) {
      return lies.get().startsSegment();
    }
    return header
        .map(known -> known.firstIndex() == next)
        .orElse(at.at() + length > LogConfig.SEGMENT_BYTES_STANDARD);
  }

  private void write(long at, Place where) throws IOException {
    if (where.segment() != place.segment()) {
      here().wantEnd(place.at());
      index = at;
      enter(where.segment());
    }
    RecordBody body = fetch(at);
    byte[] there =
        image(where.segment()).present(where.at(), RecordFrame.OVERHEAD + body.bytes().size());
    image(where.segment()).want(where.at(), encoded(at, body, there));
    hashBefore = hash;
    hash = RecordFrame.hash(at, hash, body.type(), body.bytes());
    place = new Place(where.segment(), where.at() + RecordFrame.OVERHEAD + body.bytes().size());
  }

  /// The record with the flag it had: the one that the checksum on the disk fits, else the one that
  /// is there or that the other node has.
  private byte[] encoded(long at, RecordBody body, byte[] there) throws IOException {
    byte[] plain = joined(at, body, 0);
    byte[] group = joined(at, body, RecordFrame.GROUP_START);
    int flagAt = RecordFrame.HEADER - 1;
    int trailerAt = plain.length - RecordFrame.TRAILER;
    for (byte[] either : List.of(plain, group)) {
      if (there.length == plain.length
          && Arrays.equals(there, trailerAt, plain.length, either, trailerAt, plain.length)) {
        return either;
      }
    }
    Optional<Lies> lies = records.lies(at);
    boolean starts =
        lies.isPresent()
            ? lies.get().startsGroup()
            : there.length > flagAt && there[flagAt] == RecordFrame.GROUP_START;
    return starts ? group : plain;
  }

  private byte[] joined(long at, RecordBody body, int flags) {
    var parts = RecordFrame.encoded(at, hash, flags, body);
    byte[] record = new byte[RecordFrame.OVERHEAD + body.bytes().size()];
    int to = 0;
    for (var part : parts) {
      int length = part.remaining();
      part.duplicate().get(record, to, length);
      to += length;
    }
    return record;
  }

  // What came of it.

  /// From which record on nothing that is left here proves what was fetched.
  public OptionalLong unprovenFrom() {
    return unproven;
  }

  /// The records that were fetched, in order.
  public List<Long> fetchedRecords() {
    return List.copyOf(fetched.keySet());
  }

  /// The index of the first record there is.
  public long first() {
    return firstIndex;
  }

  /// The index after the last record of the mended log.
  public long end() {
    return index;
  }

  /// The bytes that [#write] changes.
  public List<Range> ranges() throws IOException {
    var ranges = new ArrayList<Range>();
    for (SegmentImage image : images) {
      for (SegmentImage.Wrong wrong : image.wrong()) {
        ranges.add(new Range(wrong.file(), wrong.from(), wrong.to()));
      }
    }
    for (int slot = 0; slot < 2; slot++) {
      String name = Head.fileName(slot);
      if (isHeadWrong() || heads.stream().noneMatch(head -> head.fileName().equals(name))) {
        ranges.add(new Range(name, 0, Head.BYTES));
      }
    }
    return ranges;
  }

  /// Both heads have to be written anew: none is left, they do not belong together, or the records
  /// they name were replaced.
  private boolean isHeadWrong() {
    boolean disagree = heads.size() == 2 && !heads.get(0).follows(heads.get(1));
    return heads.isEmpty() || disagree || unproven.isPresent();
  }

  /// Goes through the mended log from a record on.
  public void forEach(long from, Visit visit) throws IOException {
    for (var entry : places.tailMap(from, true).entrySet()) {
      RecordBody body = fetched.get(entry.getKey());
      boolean replaced = isWanted(entry.getValue());
      visit.record(entry.getKey(), body != null && replaced ? body : onDisk(entry.getValue()));
    }
  }

  private boolean isWanted(Place at) throws IOException {
    return image(at.segment()).wants(at.at());
  }

  private RecordBody onDisk(Place at) throws IOException {
    RecordFrame frame =
        image(at.segment()).frame(at.at()).orElseThrow(() -> new IOException("no record at " + at));
    return new RecordBody(frame.type(), frame.body());
  }

  /// Writes everything, durably: segments, then the heads. Doing it again after a crash changes
  /// nothing more.
  ///
  /// @param treeSize entries of the ledger's tree after the last record
  /// @param root its root
  public void write(long treeSize, Digest root) throws IOException {
    for (SegmentImage image : images) {
      image.write(disk);
    }
    for (SegmentImage image : images) {
      image.deleteIfUnwanted(disk);
    }
    if (isHeadWrong()) {
      var end = new Position(place.segment(), place.at());
      long seq = head().map(head -> head.seq() + 1).orElse(0L);
      var fresh = new Head(ledgerId, seq, end, index - 1, hash, treeSize, root, Digest.ZERO);
      HeadFiles.create(disk, fresh);
    } else if (heads.size() < 2) {
      try (var files = HeadFiles.open(disk, ledgerId)) {
        files.repair();
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      for (SegmentImage image : images) {
        image.close();
      }
    } finally {
      lock.close();
    }
  }
}
