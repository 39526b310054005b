package io.kedge.scenario.workload;

import io.kedge.genesis.Genesis;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Json;
import io.kedge.kernel.LedgerTime;
import io.kedge.scenario.run.Keyring;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The genesis of a simulated market.
final class Founding {
  /// 2026-01-01T00:00Z.
  static final LedgerTime BEGIN = LedgerTime.of(1_767_225_600_000L);

  /// Who there is: id, kind, roles, investor class, and employees.
  private static final String FOUNDERS =
      """
      market    ENTERPRISE OPERATOR RETAIL omar olga
      market-b  ENTERPRISE OPERATOR RETAIL
      authority GOVERNMENT REGULATOR RETAIL
      bank      ENTERPRISE CLEARING_AGENT RETAIL chen deng
      estate    ENTERPRISE OWNER RETAIL
      vineyard  HOUSEHOLD OWNER RETAIL
      tasters   ENTERPRISE RIGHTS_HOLDER RETAIL
      carrier   ENTERPRISE RIGHTS_HOLDER,LOGISTICS RETAIL
      teahouse  ENTERPRISE ISSUER,TRADER PROFESSIONAL
      winehouse ENTERPRISE ISSUER PROFESSIONAL
      cellar    ENTERPRISE CUSTODIAN RETAIL
      depot     ENTERPRISE CUSTODIAN RETAIL
      exchange  ENTERPRISE VENUE RETAIL
      t1        ENTERPRISE TRADER INSTITUTIONAL ann
      t2        INDIVIDUAL TRADER PROFESSIONAL
      t3        INDIVIDUAL TRADER PROFESSIONAL
      t4        INDIVIDUAL TRADER RETAIL
      t5        HOUSEHOLD TRADER INSTITUTIONAL
      t6        ENTERPRISE TRADER PROFESSIONAL
      t6b       ENTERPRISE TRADER PROFESSIONAL
      t7        INDIVIDUAL TRADER INSTITUTIONAL
      t8        INDIVIDUAL TRADER PROFESSIONAL
      """;

  private Founding() {}

  static Genesis genesis(Keyring keyring, String name, int stateRootEvery) {
    var founders = new ArrayList<Json>();
    FOUNDERS.lines().forEach(line -> founders.add(founder(keyring, line.trim().split(" +"))));
    Json.Obj document =
        Json.Obj.empty()
            .with("name", name)
            .with("time", BEGIN.millis())
            .with("ruleBook", new Json.Whole(1))
            .with("consensus", "solo")
            .with("hash", Genesis.HASH)
            .with("stateRootEvery", new Json.Whole(stateRootEvery))
            .with("founders", new Json.Arr(founders))
            .with("clearingParties", Json.Arr.ofTexts(List.of("bank")));
    return Genesis.read(Bytes.utf8(document.write()));
  }

  private static Json founder(Keyring keyring, String[] words) {
    String id = words[0];
    var keys = new ArrayList<Json>();
    var employees = new ArrayList<Json>();
    keys.add(Wallet.keyOf(keyring, id, "key", Optional.empty()));
    for (String employee : List.of(words).subList(4, words.length)) {
      keys.add(Wallet.keyOf(keyring, id, employee, Optional.of(employee)));
      employees.add(Json.Obj.empty().with("id", employee).with("mandate", mandate(employee)));
    }
    Json.Obj founder =
        Json.Obj.empty()
            .with("party", id)
            .with("kind", words[1])
            .with("roles", Json.Arr.ofTexts(List.of(words[2].split(",", -1))))
            .with("commitment", Digest.of(Bytes.utf8(id)).hex())
            .with("investorClass", words[3])
            .with("feeTier", new Json.Whole(id.length() % 3))
            .with("autoAcceptGifts", new Json.Truth(id.equals("t3")))
            .with("keys", new Json.Arr(keys))
            .with("employees", new Json.Arr(employees));
    return id.equals("t6b") ? founder.with("beneficialOwner", "t6") : founder;
  }

  /// Ann trades within limits; the others may do everything.
  private static Json mandate(String employee) {
    long end = BEGIN.plusMillis(20_000 * Situation.DAY).millis();
    return employee.equals("ann")
        ? Json.Obj.empty()
            .with("commands", Json.Arr.ofTexts(List.of("order.*", "gift.offer")))
            .with("unitsMax", 20_000)
            .with("fourEyesFrom", 10_000)
            .with("validUntil", end)
        : Json.Obj.empty().with("commands", Json.Arr.ofTexts(List.of("*"))).with("validUntil", end);
  }
}
