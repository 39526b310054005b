package io.kedge.bench;

import io.kedge.kernel.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A database that keeps notes and decided commands, and does transfers in its own transactions.
///
/// It does what the ledger does about a transfer, without what makes a ledger: there is no tree, no
/// proof, no checkpoint, no state root, no history.
public interface PeerStore extends AutoCloseable {
  /// A note: so many units of an instrument that a party holds.
  ///
  /// @param id its name, unique: 64 hexadecimal digits
  /// @param owner the party
  /// @param instrument what it is of
  /// @param units how many, from 1
  record Note(String id, String owner, String instrument, long units) {}

  /// A transfer whose signature was verified. The sums of input and outputs are the store's to
  /// compare.
  ///
  /// @param command its id, 32 bytes, which must be done once only
  /// @param party who signed, and must own the input
  /// @param instrument what all its notes are of
  /// @param input the note it spends
  /// @param outputs the notes it makes
  record Transfer(
      Bytes command, String party, String instrument, String input, List<Note> outputs) {
    /// Units of all outputs.
    public long units() {
      return outputs.stream().mapToLong(Note::units).reduce(0, Math::addExact);
    }

    /// True where it may spend that note.
    public boolean maySpend(String owner, String noteInstrument, long noteUnits) {
      return party.equals(owner) && instrument.equals(noteInstrument) && units() == noteUnits;
    }
  }

  /// Enters notes; nothing else is there yet. Durable when it returns.
  void load(List<Note> notes) throws Exception;

  /// Does transfers in this order, all in one transaction where the store is best at that; durable
  /// when it returns. May be called by as many threads as [Kind#writers] says.
  ///
  /// @return for each, whether it was done; one that was not leaves nothing behind
  List<Boolean> commit(List<Transfer> group) throws Exception;

  /// The folder with its files.
  Path folder();

  @Override
  void close() throws IOException;

  /// A kind of database: found by [java.util.ServiceLoader].
  interface Kind {
    /// Its name, in lower case.
    String name();

    /// How many threads commit at once.
    int writers();

    /// The most transfers of one transaction.
    int groupMax();

    /// Opens an empty one in a folder that is not there yet.
    PeerStore open(Path folder) throws Exception;
  }
}
