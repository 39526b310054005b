package io.kedge.server.operations;

import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.disk.DiskFile;
import io.kedge.ledger.disk.DiskLock;
import io.kedge.ledger.disk.FaultPoint;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A disk that measures how long its forces take: after each of them commands are acknowledged.
final class MeasuredDisk implements Disk {
  private final Disk disk;
  private final Timer forces;

  MeasuredDisk(Disk disk, Timer forces) {
    this.disk = disk;
    this.forces = forces;
  }

  @Override
  public DiskFile open(String name, Open how) throws IOException {
    return new MeasuredFile(disk.open(name, how), forces);
  }

  @Override
  public boolean exists(String name) throws IOException {
    return disk.exists(name);
  }

  @Override
  public List<String> list(String directory) throws IOException {
    return disk.list(directory);
  }

  @Override
  public List<String> directories(String directory) throws IOException {
    return disk.directories(directory);
  }

  @Override
  public void createDirectory(String directory) throws IOException {
    disk.createDirectory(directory);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    disk.rename(from, to);
  }

  @Override
  public void delete(String name) throws IOException {
    disk.delete(name);
  }

  @Override
  public void forceDirectory(String directory) throws IOException {
    long begun = System.nanoTime();
    disk.forceDirectory(directory);
    forces.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
  }

  @Override
  public DiskLock lock(String name) throws IOException {
    return disk.lock(name);
  }

  @Override
  public void at(FaultPoint point) {
    disk.at(point);
  }

  /// An open file of such a disk.
  private record MeasuredFile(DiskFile file, Timer forces) implements DiskFile {
    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public int read(long position, ByteBuffer into) throws IOException {
      return file.read(position, into);
    }

    @Override
    public void write(long position, List<ByteBuffer> from) throws IOException {
      file.write(position, from);
    }

    @Override
    public void truncate(long size) throws IOException {
      file.truncate(size);
    }

    @Override
    public void force() throws IOException {
      long begun = System.nanoTime();
      file.force();
      forces.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
