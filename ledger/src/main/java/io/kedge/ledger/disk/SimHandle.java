package io.kedge.ledger.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// An open file of a [SimDisk].
final class SimHandle implements DiskFile {
  private final SimDisk disk;
  private final String name;
  private final SimDisk.SimFile file;
  private final boolean writable;
  private volatile boolean closed;

  SimHandle(SimDisk disk, String name, SimDisk.SimFile file, boolean writable) {
    this.disk = disk;
    this.name = name;
    this.file = file;
    this.writable = writable;
  }

  @Override
  public long size() throws IOException {
    requireOpen(false);
    return disk.size(file);
  }

  @Override
  public int read(long position, ByteBuffer into) throws IOException {
    requireOpen(false);
    return disk.read(file, position, into);
  }

  @Override
  public void write(long position, List<ByteBuffer> from) throws IOException {
    requireOpen(true);
    int length = from.stream().mapToInt(ByteBuffer::remaining).sum();
    var bytes = ByteBuffer.allocate(length);
    from.forEach(bytes::put);
    disk.write(name, file, position, bytes.array());
  }

  @Override
  public void truncate(long size) throws IOException {
    requireOpen(true);
    disk.truncate(name, file, size);
  }

  @Override
  public void force() throws IOException {
    requireOpen(true);
    disk.force(name, file);
  }

  @Override
  public void close() {
    closed = true;
  }

  private void requireOpen(boolean writing) throws IOException {
    if (closed) {
      throw new IOException(name + " is closed");
    }
    if (writing && !writable) {
      throw new IOException(name + " was opened for reading");
    }
  }
}
