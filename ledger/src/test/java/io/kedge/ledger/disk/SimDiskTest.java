package io.kedge.ledger.disk;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.ledger.disk.Disk.Open;
import io.kedge.ledger.disk.SimDisk.Operation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The simulated disk loses exactly what a real one may lose.
class SimDiskTest {
  private final SimDisk disk = new SimDisk();
  private DiskFile file;

  /// A durable file "f" with the bytes "old".
  @BeforeEach
  void aDurableFile() throws IOException {
    file = disk.open("f", Open.CREATE);
    write(0, "old");
    file.force();
    disk.forceDirectory("");
  }

  private void write(long position, String text) throws IOException {
    file.write(position, List.of(ByteBuffer.wrap(text.getBytes(US_ASCII))));
  }

  private String after(Survival survival) throws IOException {
    return new String(disk.afterPowerCut(survival).contents("f"), US_ASCII);
  }

  @Test
  void onlyWhatWasForcedIsSureToSurvive() throws Exception {
    write(0, "NEW");
    assertThat(new String(disk.contents("f"), US_ASCII)).isEqualTo("NEW");
    assertThat(after(Survival.nothing())).isEqualTo("old");
    assertThat(after(Survival.everything())).isEqualTo("NEW");
    assertThat(after(Survival.tornAt(0, 2))).isEqualTo("NEd");
    file.force();
    assertThat(after(Survival.nothing())).isEqualTo("NEW");
  }

  @Test
  void anySubsetOfTheWritesMaySurvive() throws Exception {
    write(3, "ab");
    write(5, "cd");
    assertThat(after(Survival.subset(0b01))).isEqualTo("oldab");
    assertThat(after(Survival.subset(0b10))).isEqualTo("old\0\0cd");
    file.truncate(4);
    assertThat(after(Survival.subset(0b111))).isEqualTo("olda");
    assertThat(after(Survival.subset(0b110))).isEqualTo("old\0");
    assertThat(after(Survival.subset(0b100))).isEqualTo("old");
  }

  @Test
  void aNameSurvivesOnlyWithItsDirectory() throws Exception {
    disk.rename("f", "g");
    assertThat(disk.afterPowerCut(Survival.nothing()).files()).containsExactly("f");
    assertThat(disk.afterPowerCut(Survival.everything()).files()).containsExactly("g");
    disk.forceDirectory("");
    assertThat(disk.afterPowerCut(Survival.nothing()).files()).containsExactly("g");
    disk.delete("g");
    disk.createDirectory("d");
    disk.open("d/h", Open.CREATE).close();
    disk.forceDirectory("d");
    assertThat(disk.afterPowerCut(Survival.nothing()).files()).containsExactly("g");
    assertThat(disk.list("d")).containsExactly("h");
    disk.forceDirectory("");
    assertThat(disk.afterPowerCut(Survival.nothing()).files()).containsExactly("d/h");
  }

  @Test
  void aFailedForceLosesWhatItWasFor() throws Exception {
    write(0, "NEW");
    disk.failIo(Operation.FORCE, 1);
    assertThatThrownBy(file::force).isInstanceOf(IOException.class);
    file.force();
    assertThat(new String(disk.contents("f"), US_ASCII)).isEqualTo("NEW");
    assertThat(after(Survival.everything())).isEqualTo("old");
  }

  @Test
  void aFullDiskTakesWhatFits() throws Exception {
    disk.limit(5);
    write(0, "OLD");
    assertThatThrownBy(() -> write(3, "abcd")).isInstanceOf(DiskFull.class);
    assertThat(new String(disk.contents("f"), US_ASCII)).isEqualTo("OLDab");
    disk.failFull(2, 1);
    write(0, "xyz");
    assertThatThrownBy(() -> write(0, "XYZ")).isInstanceOf(DiskFull.class);
    assertThat(new String(disk.contents("f"), US_ASCII)).isEqualTo("Xyzab");
  }

  @Test
  void withoutPowerNothingWorks() throws Exception {
    disk.cutPowerAfter(1);
    write(0, "NEW");
    assertThatThrownBy(file::force).isInstanceOf(PowerCut.class);
    assertThatThrownBy(() -> file.size()).isInstanceOf(PowerCut.class);
    assertThat(after(Survival.nothing())).isEqualTo("old");
  }

  @Test
  void namesAndModesAreChecked() throws Exception {
    assertThatThrownBy(() -> disk.open("f", Open.CREATE))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> disk.open("g", Open.READ)).isInstanceOf(NoSuchFileException.class);
    var reader = disk.open("f", Open.READ);
    assertThatThrownBy(reader::force).hasMessageContaining("opened for reading");
    reader.close();
    assertThatThrownBy(reader::size).hasMessageContaining("closed");
  }

  @Test
  void aFlippedBitIsFlippedForGood() throws Exception {
    disk.flip("f", 8 + 0);
    assertThat(after(Survival.nothing())).isEqualTo("omd");
    assertThat(new String(disk.copy().contents("f"), US_ASCII)).isEqualTo("omd");
  }

  @Test
  void clockAndChanceDoAsTheyAreTold() {
    var clock = new SimClock(1_000);
    clock.advance(-10);
    assertThat(clock.millis()).isEqualTo(990);
    clock.set(5);
    assertThat(clock.millis()).isEqualTo(5);
    assertThat(new SimEntropy(7).bytes(20)).isEqualTo(new SimEntropy(7).bytes(20));
    assertThat(new SimEntropy(7).bytes(20)).isNotEqualTo(new SimEntropy(8).bytes(20));
    assertThat(new SystemEntropy().bytes(20)).isNotEqualTo(new SystemEntropy().bytes(20));
  }
}
