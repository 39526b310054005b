package io.kedge.attestation;

import io.kedge.kernel.Fields;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import io.kedge.party.Role;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Who has to attest a step (design.md §4 "Who attests"): the roles, and how many of the slots they
/// make.
///
/// @param roles each role once, in order; the maker of the statement says which parties they are
/// @param threshold how many slots have to be signed; empty for all of them
/// @param allowSameParty whether one party may fill several slots
public record AttestationPolicy(
    List<Role> roles, Optional<Integer> threshold, boolean allowSameParty) {
  /// Sorts the roles and checks them.
  public AttestationPolicy {
    var sorted = new TreeSet<>(roles);
    if (sorted.isEmpty() || sorted.size() != roles.size()) {
      throw new IllegalArgumentException("a policy names each role once, and at least one");
    }
    if (threshold.orElse(1) < 1) {
      throw new IllegalArgumentException("a policy's threshold is at least 1");
    }
    roles = List.copyOf(sorted);
  }

  /// All of the roles, each by another party.
  public static AttestationPolicy allOf(Role... roles) {
    return new AttestationPolicy(List.of(roles), Optional.empty(), false);
  }

  /// Reads the members of a policy; the caller ends the fields.
  public static AttestationPolicy read(Fields policy) {
    return new AttestationPolicy(
        policy.names("roles", Role.class),
        policy.optional("threshold", policy::small),
        policy.optional("allowSameParty", policy::truth).orElse(false));
  }

  /// Writes it into an encoding.
  public static void write(Wire out, AttestationPolicy policy) {
    out.list(policy.roles, Wire::name)
        .option(policy.threshold, Wire::u32)
        .flag(policy.allowSameParty);
  }

  /// Reads what [#write] wrote.
  public static AttestationPolicy read(WireReader in) {
    return new AttestationPolicy(
        in.list(r -> r.name(Role.class)), in.option(WireReader::u32), in.flag());
  }
}
