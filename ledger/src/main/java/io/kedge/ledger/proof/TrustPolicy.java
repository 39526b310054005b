package io.kedge.ledger.proof;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.proof.PolicyFormatException.Fault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whom a verifier believes, as a file (C2SP tlog-policy): the ledgers, the followers, and which of
/// them must have cosigned. "Two of these three organisations, and the regulator" is a policy.
///
/// ```
/// log kedge/5118…+4566e0cc+ASlz…
/// witness bank bank.example/follower+b3320fd5+BIE5…
/// witness regulator regulator.example/f+…
/// group all-of-them all bank regulator
/// quorum all-of-them
/// ```
///
/// @param logs ledgers that may have signed; none where the key comes from elsewhere
/// @param witnesses the followers, by the names that the file gives them
/// @param quorum which of them must have cosigned; empty for `quorum none`
public record TrustPolicy(
    List<VerifierKey> logs, Map<String, VerifierKey> witnesses, Optional<Rule> quorum) {
  /// Which cosigners are enough.
  public sealed interface Rule {
    /// One follower.
    ///
    /// @param name its name in the file
    /// @param key its key
    record Witness(String name, VerifierKey key) implements Rule {}

    /// At least so many of the members, each counting once.
    ///
    /// @param name its name in the file
    /// @param threshold from 1 to the number of members
    /// @param members witnesses and groups of earlier lines
    record Group(String name, int threshold, List<Rule> members) implements Rule {}

    /// True where these cosigners are enough.
    default boolean isMetBy(Collection<VerifierKey> cosigners) {
      return switch (this) {
        case Witness(var _, var key) -> cosigners.contains(key);
        case Group(var _, int threshold, var members) ->
            members.stream().filter(member -> member.isMetBy(cosigners)).count() >= threshold;
      };
    }
  }

  private static final String NONE = "none";
  private static final int BYTES_MAX = 1 << 20;
  private static final int LINES_MAX = 1_000;

  /// Copies; the witnesses keep their order.
  public TrustPolicy {
    logs = List.copyOf(logs);
    witnesses = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(witnesses));
  }

  /// Every key of it: ledgers, then followers.
  public List<VerifierKey> keys() {
    var keys = new ArrayList<>(logs);
    keys.addAll(witnesses.values());
    return List.copyOf(keys);
  }

  /// True where these cosigners are enough.
  public boolean isMetBy(Collection<VerifierKey> cosigners) {
    return quorum.isEmpty() || quorum.get().isMetBy(cosigners);
  }

  /// Reads a policy.
  ///
  /// @throws PolicyFormatException where it is none
  public static TrustPolicy parse(Bytes file) throws PolicyFormatException {
    String octets = new String(file.unsafeArray(), StandardCharsets.ISO_8859_1);
    if (file.size() > BYTES_MAX || !octets.chars().allMatch(TrustPolicy::mayOccur)) {
      throw new PolicyFormatException(Fault.CHARACTER, 0);
    }
    var reading = new Reading();
    for (String line : octets.split("\n", -1)) {
      reading.line(line);
    }
    return reading.policy();
  }

  /// Octets with the high bit set are opaque.
  private static boolean mayOccur(int octet) {
    return octet == '\t' || octet == '\n' || (octet >= ' ' && octet <= '~') || octet >= 0x80;
  }

  /// What the lines up to now said.
  private static final class Reading {
    private final List<VerifierKey> logs = new ArrayList<>();
    private final Map<String, VerifierKey> witnesses = new LinkedHashMap<>();
    private final Map<String, Rule> named = new LinkedHashMap<>();
    private final Set<Bytes> logKeys = new HashSet<>();
    private final Set<Bytes> witnessKeys = new HashSet<>();
    private final Set<String> members = new HashSet<>();
    private Optional<Rule> quorum = Optional.empty();
    private boolean quorumSaid;
    private int number;
    private int said;

    void line(String line) throws PolicyFormatException {
      number++;
      List<String> items =
          Arrays.stream(line.split("[ \t]+", -1)).filter(item -> !item.isEmpty()).toList();
      if (items.isEmpty() || items.getFirst().startsWith("#")) {
        return;
      }
      require(++said <= LINES_MAX, Fault.TOO_LONG);
      List<String> rest = items.subList(1, items.size());
      switch (items.getFirst()) {
        case "log" -> log(rest);
        case "witness" -> witness(rest);
        case "group" -> group(rest);
        case "quorum" -> quorum(rest);
        default -> throw fault(Fault.KEYWORD);
      }
    }

    private void log(List<String> items) throws PolicyFormatException {
      require(items.size() == 1 || items.size() == 2, Fault.ITEMS);
      VerifierKey key = key(items.getFirst(), VerifierKey.Kind.LOG);
      require(logKeys.add(key.publicKey()), Fault.KEY_REPEATED);
      logs.add(key);
    }

    private void witness(List<String> items) throws PolicyFormatException {
      require(items.size() == 2 || items.size() == 3, Fault.ITEMS);
      VerifierKey key = key(items.get(1), VerifierKey.Kind.COSIGNER);
      require(witnessKeys.add(key.publicKey()), Fault.KEY_REPEATED);
      String name = items.getFirst();
      define(new Rule.Witness(name, key), name);
      witnesses.put(name, key);
    }

    private void group(List<String> items) throws PolicyFormatException {
      require(items.size() >= 3, Fault.ITEMS);
      String name = items.getFirst();
      List<String> names = items.subList(2, items.size());
      var of = new ArrayList<Rule>();
      for (String member : names) {
        Rule rule = named.get(member);
        if (rule == null) {
          throw fault(Fault.NAME_UNKNOWN);
        }
        require(members.add(member), Fault.MEMBER_REPEATED);
        of.add(rule);
      }
      define(new Rule.Group(name, threshold(items.get(1), names.size()), List.copyOf(of)), name);
    }

    private int threshold(String text, int members) throws PolicyFormatException {
      return switch (text) {
        case "any" -> 1;
        case "all" -> members;
        default -> {
          require(text.matches("[1-9][0-9]{0,3}"), Fault.THRESHOLD);
          int threshold = Integer.parseInt(text);
          require(threshold <= members, Fault.THRESHOLD);
          yield threshold;
        }
      };
    }

    private void quorum(List<String> items) throws PolicyFormatException {
      require(items.size() == 1, Fault.ITEMS);
      require(!quorumSaid, Fault.QUORUM_REPEATED);
      Optional<Rule> rule = Optional.ofNullable(named.get(items.getFirst()));
      require(rule.isPresent() || items.getFirst().equals(NONE), Fault.NAME_UNKNOWN);
      quorum = rule;
      quorumSaid = true;
    }

    private void define(Rule rule, String name) throws PolicyFormatException {
      require(!name.equals(NONE) && named.putIfAbsent(name, rule) == null, Fault.NAME_TAKEN);
    }

    private VerifierKey key(String octets, VerifierKey.Kind kind) throws PolicyFormatException {
      String vkey =
          new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      try {
        VerifierKey key = VerifierKey.parse(vkey);
        require(key.kind() == kind, Fault.KEY);
        return key;
      } catch (NoteFormatException e) {
        throw fault(Fault.KEY);
      }
    }

    private void require(boolean holds, Fault otherwise) throws PolicyFormatException {
      if (!holds) {
        throw fault(otherwise);
      }
    }

    private PolicyFormatException fault(Fault fault) {
      return new PolicyFormatException(fault, number);
    }

    TrustPolicy policy() throws PolicyFormatException {
      if (!quorumSaid) {
        throw new PolicyFormatException(Fault.QUORUM_MISSING, 0);
      }
      return new TrustPolicy(logs, witnesses, quorum);
    }
  }
}
