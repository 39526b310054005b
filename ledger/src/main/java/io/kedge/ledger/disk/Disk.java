package io.kedge.ledger.disk;

import java.io.IOException;
import java.util.List;

/// One directory on a disk: everything the ledger keeps goes through this port
/// (semantics/ledger.md §4B.1).
///
/// Names are relative to that directory, with `/` between the parts; the directory itself is the
/// empty name. What was written is durable only after [DiskFile#force()]; that a file exists, is
/// gone or has another name is durable only after [#forceDirectory(String)] of its directory.
public interface Disk {
  /// How a file is opened.
  enum Open {
    /// An existing file, for reading.
    READ,
    /// An existing file, for reading and writing.
    WRITE,
    /// A new, empty file, for reading and writing. Refused if the name is taken.
    CREATE,
    /// As [#CREATE], and only its owner may read or write it, from its first moment on.
    CREATE_PRIVATE
  }

  /// Opens a file.
  ///
  /// @throws java.nio.file.NoSuchFileException if there is no such file to read or write
  /// @throws java.nio.file.FileAlreadyExistsException if the file to create is there already
  /// @throws DiskFull if there is no space for a new file
  DiskFile open(String name, Open how) throws IOException;

  /// True if there is a file or directory of this name.
  boolean exists(String name) throws IOException;

  /// The names (without the directory's) of the files in a directory, sorted. Directories are left
  /// out. A directory that does not exist is empty.
  List<String> list(String directory) throws IOException;

  /// The names (without the directory's) of the directories in a directory, sorted.
  List<String> directories(String directory) throws IOException;

  /// Makes a directory; one that exists is left as it is. Its parent must exist.
  void createDirectory(String directory) throws IOException;

  /// Gives a file another name in the same directory, atomically replacing what had that name.
  ///
  /// @throws DiskFull if the directory needs space and there is none; nothing changed
  void rename(String from, String to) throws IOException;

  /// Removes a file or an empty directory; one that does not exist is no error.
  void delete(String name) throws IOException;

  /// Makes durable which files a directory has.
  void forceDirectory(String directory) throws IOException;

  /// Takes the exclusive lock of this name, for this process and any other, until it is closed.
  ///
  /// @throws DiskLocked if somebody else has it; the process is named
  DiskLock lock(String name) throws IOException;

  /// Marks a place in the program at which a simulated disk may let the power fail or the thread
  /// wait. Does nothing on any other.
  default void at(FaultPoint point) {}
}
