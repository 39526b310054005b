package io.kedge.ledger.disk;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.ledger.disk.Disk.Open;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealDiskTest {
  @TempDir Path directory;
  private RealDisk disk;

  @BeforeEach
  void aDisk() throws IOException {
    disk = RealDisk.at(directory.resolve("deep/ledger"));
  }

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }

  @Test
  void filesAreWrittenCutRenamedAndListed() throws Exception {
    disk.createDirectory("log");
    disk.createDirectory("log");
    try (var file = disk.open("log/a", Open.CREATE)) {
      file.write(0, List.of(text("one "), text(""), text("two "), text("three")));
      file.write(4, List.of(text("TWO")));
      file.truncate(8);
      file.force();
      assertThat(file.size()).isEqualTo(8);
      var into = ByteBuffer.allocate(20);
      assertThat(file.read(2, into)).isEqualTo(6);
      assertThat(file.read(8, into)).isZero();
    }
    disk.forceDirectory("log");
    assertThat(disk.list("log")).containsExactly("a");
    assertThat(disk.list("nowhere")).isEmpty();
    assertThat(disk.list("")).isEmpty();
    disk.open("log/b", Open.CREATE).close();
    disk.rename("log/a", "log/b");
    assertThat(Files.readString(disk.root().resolve("log/b"))).isEqualTo("one TWO ");
    assertThat(disk.exists("log/a")).isFalse();
    disk.delete("log/b");
    disk.delete("log/b");
    assertThat(disk.list("log")).isEmpty();
  }

  @Test
  void aPrivateFileIsItsOwnersAlone() throws Exception {
    disk.open("secret", Open.CREATE_PRIVATE).close();
    var mode = Files.getPosixFilePermissions(disk.root().resolve("secret"));
    assertThat(PosixFilePermissions.toString(mode)).isEqualTo("rw-------");
    assertThatThrownBy(() -> disk.open("secret", Open.CREATE_PRIVATE))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void namesAndModesAreChecked() throws Exception {
    disk.open("a", Open.CREATE).close();
    assertThatThrownBy(() -> disk.open("a", Open.CREATE))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> disk.open("b", Open.WRITE)).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> disk.open("../a", Open.READ))
        .isInstanceOf(IllegalArgumentException.class);
    try (var file = disk.open("a", Open.READ)) {
      assertThatThrownBy(() -> file.write(0, List.of(text("x"))))
          .hasMessageContaining("opened for reading");
    }
  }

  @Test
  void aReaderThatIsInterruptedReadsOnAndDisturbsNobody() throws Exception {
    try (var file = disk.open("a", Open.CREATE)) {
      file.write(0, List.of(text("hello")));
      var reader =
          new Thread(
              () -> {
                Thread.currentThread().interrupt();
                assertThat(read(file)).isEqualTo("hello");
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
              });
      var failure = new Throwable[1];
      reader.setUncaughtExceptionHandler((thread, e) -> failure[0] = e);
      reader.start();
      reader.join();
      assertThat(failure[0]).isNull();
      file.write(5, List.of(text("!")));
      file.force();
      assertThat(read(file)).isEqualTo("hello!");
    }
  }

  private static String read(DiskFile file) {
    var into = ByteBuffer.allocate(10);
    try {
      file.read(0, into);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return new String(into.array(), 0, into.position(), US_ASCII);
  }

  /// Takes at most three bytes at a time, and every other time none.
  private static final class SlowChannel implements GatheringByteChannel {
    private final StringBuilder taken = new StringBuilder();
    private boolean busy;

    @Override
    public long write(ByteBuffer[] from, int offset, int length) {
      busy = !busy;
      return busy ? 0 : write(from[offset]);
    }

    @Override
    public long write(ByteBuffer[] from) {
      return write(from, 0, from.length);
    }

    @Override
    public int write(ByteBuffer from) {
      int count = Math.min(3, from.remaining());
      for (int i = 0; i < count; i++) {
        taken.append((char) from.get());
      }
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  @Test
  void shortWritesAreContinued() throws Exception {
    var channel = new SlowChannel();
    RealFile.writeFully(
        channel, new ByteBuffer[] {text("one "), text(""), text("three "), text("fourteen")});
    assertThat(channel.taken).hasToString("one three fourteen");
  }

  @Test
  @org.junit.jupiter.api.condition.EnabledOnOs(org.junit.jupiter.api.condition.OS.LINUX)
  void aFileSystemWithoutSpaceSaysSo() throws Exception {
    var full = Path.of("/dev/full");
    assertThat(full).as("every Linux has it; without it nothing is tested here").exists();
    try (var file = new RealFile(full, Open.WRITE)) {
      assertThatThrownBy(() -> file.write(0, List.of(text("x")))).isInstanceOf(DiskFull.class);
    }
  }

  @Test
  void theLockOfAnotherProcessIsSeenAndItsPidNamed() throws Exception {
    var java = ProcessHandle.current().info().command().orElseThrow();
    var holder =
        new ProcessBuilder(
                java,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                disk.root().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(holder.getInputStream().read()).isEqualTo('L');
      assertThatThrownBy(() -> disk.lock("LOCK"))
          .isInstanceOf(DiskLocked.class)
          .hasMessageContaining("process " + holder.pid());
    } finally {
      holder.destroyForcibly();
      assertThat(holder.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
    disk.lock("LOCK").close();
    disk.lock("LOCK").close();
  }

  /// Run as a process of its own: takes the lock and keeps it until it is killed.
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws Exception {
      var lock = RealDisk.at(Path.of(args[0])).lock("LOCK");
      System.out.print("L");
      System.out.flush();
      int ignored = System.in.read();
      lock.close();
      System.exit(ignored);
    }
  }
}
