package io.kedge.server.identity;

import io.kedge.party.PartyKind;
import io.kedge.party.RequiredDocuments;
import io.kedge.party.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/// Which fields and documents a kind and its roles ask for, as rows.
final class RegistrationFields {
  private final DSLContext db;

  /// One field.
  ///
  /// @param subject the kind or role that asks for it
  /// @param name its name
  /// @param required true where it cannot be left out
  /// @param pattern a regular expression its value matches
  /// @param zh its label, in Chinese
  /// @param en its label, in English
  record Field(
      String subject, String name, boolean required, String pattern, String zh, String en) {}

  RegistrationFields(DSLContext db) {
    this.db = db;
  }

  List<Field> all() {
    return db.fetch(
            "select subject, name, required, pattern, zh, en from kedge.registration_field"
                + " order by subject, position, name")
        .map(
            row ->
                new Field(
                    Rows.text(row, "subject"),
                    Rows.text(row, "name"),
                    Rows.truth(row, "required"),
                    Rows.text(row, "pattern"),
                    Rows.text(row, "zh"),
                    Rows.text(row, "en")));
  }

  List<Field> of(PartyKind kind, Collection<Role> roles) {
    Set<String> subjects = roles.stream().map(Enum::name).collect(Collectors.toSet());
    return all().stream()
        .filter(field -> field.subject().equals(kind.name()) || subjects.contains(field.subject()))
        .toList();
  }

  /// What was declared, checked.
  ///
  /// @return only fields that are asked for
  SortedMap<String, String> check(
      PartyKind kind, Collection<Role> roles, Map<String, String> declared) {
    for (Role role : roles) {
      IdentityProblem.FIELD_WRONG.unless(
          RequiredDocuments.fits(kind, role), "a " + kind + " cannot be " + role);
    }
    var values = new TreeMap<String, String>();
    var missing = new ArrayList<String>();
    for (Field field : of(kind, roles)) {
      String value = declared.getOrDefault(field.name(), "").strip();
      if (value.isEmpty()) {
        if (field.required()) {
          missing.add(field.name());
        }
        continue;
      }
      IdentityProblem.FIELD_WRONG.unless(
          value.length() <= 500 && (field.pattern().isEmpty() || value.matches(field.pattern())),
          field.name());
      values.put(field.name(), value);
    }
    if (!missing.isEmpty()) {
      throw IdentityProblem.FIELD_MISSING
          .problem(String.join(", ", missing))
          .with("fields", missing);
    }
    return values;
  }
}
