package io.kedge.party;

import io.kedge.contract.Key;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The documents a party has filed about itself (H-01, H-03).
///
/// @param documents by name
public record PartyFile(SortedMap<String, PartyDocument> documents) {
  /// How many documents one party can have on file.
  public static final int DOCUMENTS_MAX = 64;

  private static final String TAG = "kedge.party-file";

  /// Copies the documents.
  public PartyFile {
    documents = Collections.unmodifiableSortedMap(new TreeMap<>(documents));
  }

  /// The key of a party's file.
  public static Key key(PartyId party) {
    return Key.of("party-file", party.value());
  }

  /// The file of a party; empty where it filed nothing, as founders do.
  public static PartyFile of(LedgerView view, PartyId party) {
    return view.get(key(party)).map(PartyFile::decode).orElse(new PartyFile(new TreeMap<>()));
  }

  /// This file with more documents; one of the same name replaces the older.
  ///
  /// @throws RefusedException [PartyRefusal#TOO_MANY_DOCUMENTS]
  public PartyFile with(List<PartyDocument> more) {
    var all = new TreeMap<>(documents);
    more.forEach(document -> all.put(document.name(), document));
    RefusedException.unless(
        all.size() <= DOCUMENTS_MAX, PartyRefusal.TOO_MANY_DOCUMENTS, all.size());
    return new PartyFile(all);
  }

  /// Refuses where a document that the kind or a role requires is not on file.
  ///
  /// @throws RefusedException [PartyRefusal#DOCUMENT_MISSING], naming those that are missing
  void requireFor(PartyKind kind, Collection<Role> roles) {
    var missing = RequiredDocuments.of(kind, roles);
    missing.removeAll(documents.keySet());
    RefusedException.unless(missing.isEmpty(), PartyRefusal.DOCUMENT_MISSING, missing);
  }

  /// The value of this entry of the state.
  public Bytes encoded() {
    return new Wire(TAG, 1).list(documents.values(), PartyDocument::write).bytes();
  }

  /// Reads what [#encoded] wrote.
  public static PartyFile decode(Bytes value) {
    var in = new WireReader(value, TAG).expectVersion(1);
    var documents = new TreeMap<String, PartyDocument>();
    in.list(PartyDocument::read).forEach(document -> documents.put(document.name(), document));
    in.end();
    return new PartyFile(documents);
  }
}
