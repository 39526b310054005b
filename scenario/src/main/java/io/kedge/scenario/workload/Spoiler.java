package io.kedge.scenario.workload;

import io.kedge.contract.Envelope;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Json;
import io.kedge.kernel.LedgerTime;
import io.kedge.party.Party;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes commands wrong, in one way each.
final class Spoiler {
  private final Situation s;

  Spoiler(Situation situation) {
    s = situation;
  }

  /// A command with something wrong in it.
  ///
  /// @param how what was done, for people
  /// @param envelope what to send
  record Spoiled(String how, Bytes envelope) {}

  Spoiled spoil(Draft draft, LedgerTime notAfter) {
    Wallet wallet = s.wallet();
    String ledger = wallet.ledger();
    return switch (s.dice().below(16)) {
      case 0 -> {
        Bytes whole = bytes(wallet.command(draft, ledger, 1, notAfter));
        yield new Spoiled("truncated", whole.slice(0, s.dice().below(whole.size())));
      }
      case 1 -> {
        Bytes whole = bytes(wallet.command(draft, ledger, 1, notAfter));
        byte[] changed = whole.toArray();
        changed[s.dice().below(changed.length)] ^= (byte) (1 << s.dice().below(7));
        yield new Spoiled("one bit changed", Bytes.wrap(changed));
      }
      case 2 -> new Spoiled("bad signature", forged(wallet.command(draft, ledger, 1, notAfter)));
      case 3 ->
          new Spoiled("other ledger", bytes(wallet.command(draft, wallet.digest(), 1, notAfter)));
      case 4 ->
          new Spoiled(
              "expired", bytes(wallet.command(draft, ledger, 1, s.in(-1 - s.dice().below(1_000)))));
      case 5 -> new Spoiled("other version", bytes(wallet.command(draft, ledger, 2, notAfter)));
      case 6, 7 -> {
        String by = s.dice().pick(s.model().parties()).map(Party::id).orElseThrow().value();
        var other = new Draft(by, draft.type(), draft.body(), wallet.one(by));
        yield new Spoiled("sent by " + by, bytes(wallet.command(other, ledger, 1, notAfter)));
      }
      case 8 -> {
        var other = new Draft(draft.by(), draft.type(), draft.body(), List.of("nobody"));
        yield new Spoiled("unknown key", bytes(wallet.command(other, ledger, 1, notAfter)));
      }
      default -> {
        Draft changed = draft.withBody(change(draft.body()));
        yield new Spoiled("body changed", bytes(wallet.command(changed, ledger, 1, notAfter)));
      }
    };
  }

  static Bytes bytes(Envelope envelope) {
    return Bytes.utf8(envelope.json().write());
  }

  private static Bytes forged(Envelope envelope) {
    var signatures = new ArrayList<>(envelope.signatures());
    Envelope.Signature first = signatures.getFirst();
    byte[] value = first.value().toArray();
    value[0] ^= 1;
    signatures.set(0, new Envelope.Signature(first.keyId(), Bytes.wrap(value)));
    return bytes(new Envelope(envelope.payloadType(), envelope.payload(), signatures));
  }

  /// One member somewhere in the body is another, is missing, or is too many.
  private Json.Obj change(Json.Obj body) {
    if (body.members().isEmpty()) {
      return body.with("more", "1");
    }
    Map.Entry<String, Json> member = s.dice().pick(body.members().entrySet()).orElseThrow();
    String name = member.getKey();
    Map<String, Json> members = new LinkedHashMap<>(body.members());
    if (s.dice().oneIn(10)) {
      members.remove(name);
    } else if (s.dice().oneIn(20)) {
      members.put("more", new Json.Text("1"));
    } else {
      members.put(name, change(member.getValue()));
    }
    return new Json.Obj(members);
  }

  private Json change(Json value) {
    return switch (value) {
      case Json.Obj object -> change(object);
      case Json.Arr(var items) -> change(items);
      case Json.Text(var text) -> new Json.Text(change(text));
      case Json.Whole(long number) ->
          new Json.Whole(s.dice().of(0L, number + 1, 1_000_000L, 1_000_000_000L));
      case Json.Truth(boolean truth) -> new Json.Truth(!truth);
    };
  }

  private Json change(List<Json> items) {
    var changed = new ArrayList<>(items);
    if (changed.isEmpty()) {
      return new Json.Arr(List.of(new Json.Text("more")));
    }
    int at = s.dice().below(changed.size());
    switch (s.dice().below(4)) {
      case 0 -> changed.remove(at);
      case 1 -> changed.add(changed.get(at));
      default -> changed.set(at, change(changed.get(at)));
    }
    return new Json.Arr(changed);
  }

  private String change(String text) {
    if (text.matches("\\d{1,18}")) {
      long number = Long.parseLong(text);
      return Long.toString(
          s.dice().of(0L, 1L, number + 1, number * 2 % Long.MAX_VALUE, Long.MAX_VALUE));
    }
    return s.dice()
        .pick(List.of("party", "note", "lock", "asset", "issue", "cash", "offering", "voucher"))
        .flatMap(concept -> s.dice().pick(s.model().table(concept).keySet()))
        .filter(_ -> !s.dice().oneIn(6))
        .orElse("zzz");
  }
}
