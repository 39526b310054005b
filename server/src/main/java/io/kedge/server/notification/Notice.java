package io.kedge.server.notification;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Something somebody is told, before it has words.
///
/// @param ledger name of the ledger
/// @param party who is told: all accounts of the party
/// @param account the one account that is told; empty for all of the party
/// @param dedup one for each thing that happened: with the receiver it makes a repetition the same
/// @param kind what happened
/// @param subject to what, an id
/// @param params what is filled into the words
/// @param at when, ledger time in epoch milliseconds
public record Notice(
    String ledger,
    String party,
    Optional<String> account,
    String dedup,
    NoticeKind kind,
    String subject,
    SortedMap<String, String> params,
    long at) {
  /// Copies the parameters.
  public Notice {
    params = Collections.unmodifiableSortedMap(new TreeMap<>(params));
  }

  /// A notice for a party, without parameters.
  public static Notice of(
      String ledger, String party, String dedup, NoticeKind kind, String subject, long at) {
    return new Notice(ledger, party, Optional.empty(), dedup, kind, subject, new TreeMap<>(), at);
  }

  /// The same for one account only.
  public Notice forAccount(String one) {
    return new Notice(ledger, party, Optional.of(one), dedup, kind, subject, params, at);
  }

  /// The same with one parameter more.
  public Notice with(String name, String value) {
    var more = new TreeMap<>(params);
    more.put(name, value);
    return new Notice(ledger, party, account, dedup, kind, subject, more, at);
  }

  /// The same with one number more.
  public Notice with(String name, long value) {
    return with(name, Long.toString(value));
  }
}
