package io.kedge.server.catalogue;

import io.kedge.attestation.AttestationPolicy;
import io.kedge.catalogue.AttestedStep;
import io.kedge.catalogue.CatalogueEntry;
import io.kedge.catalogue.Category;
import io.kedge.catalogue.Family;
import io.kedge.catalogue.RightType;
import io.kedge.kernel.Texts;
import io.kedge.party.Role;
import io.kedge.projection.catalogue.Changed;
import io.kedge.server.store.HistoryPage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The catalogue as answers show it.
final class CatalogueViews {
  private CatalogueViews() {}

  /// A text in several languages.
  ///
  /// @param binding the language that counts where the wordings differ
  /// @param wordings by language
  record TextsView(String binding, Map<String, String> wordings) {}

  /// The smallest unit in which a thing can be taken as goods.
  ///
  /// @param content how much one holds, in the content unit
  record UnitView(TextsView name, String content, String contentUnit) {}

  /// Who attests a step.
  ///
  /// @param threshold how many have to sign; none for all
  /// @param usual true where the entry does not say otherwise
  record PolicyView(
      AttestedStep step,
      List<Role> roles,
      Optional<Integer> threshold,
      boolean allowSameParty,
      boolean usual) {}

  /// A kind of thing that can be registered.
  ///
  /// @param mayAnchor whether assets of it may back an issue
  /// @param harmless the attributes that may change under live issues
  /// @param policies who attests each step
  /// @param retired true where no further assets of it are registered
  record EntryView(
      String id,
      TextsView names,
      Category category,
      Family family,
      UnitView unit,
      boolean mayAnchor,
      List<String> harmless,
      Map<String, String> attributes,
      List<PolicyView> policies,
      boolean retired,
      String changedAt,
      String changedBy,
      String changedHeight) {}

  /// Some entries, by their ids.
  record EntryPage(List<EntryView> items, Optional<String> next, String height) {}

  /// A type of rights other than ownership.
  record RightTypeView(
      String id,
      TextsView names,
      boolean retired,
      String changedAt,
      String changedBy,
      String changedHeight) {}

  /// Some types of rights, by their ids.
  record RightTypePage(List<RightTypeView> items, Optional<String> next, String height) {}

  static EntryView entry(Changed<CatalogueEntry> row) {
    CatalogueEntry entry = row.value();
    return new EntryView(
        entry.id().value(),
        texts(entry.names()),
        entry.category(),
        entry.family(),
        new UnitView(
            texts(entry.unit().name()),
            Long.toString(entry.unit().content()),
            entry.unit().contentUnit()),
        entry.mayAnchor(),
        List.copyOf(entry.harmless()),
        entry.attributes().values(),
        Arrays.stream(AttestedStep.values()).map(step -> policy(entry, step)).toList(),
        entry.retired(),
        HistoryPage.time(row.at()),
        row.by().value(),
        Long.toString(row.height()));
  }

  private static PolicyView policy(CatalogueEntry entry, AttestedStep step) {
    AttestationPolicy policy = entry.policy(step);
    return new PolicyView(
        step,
        policy.roles(),
        policy.threshold(),
        policy.allowSameParty(),
        !entry.policies().containsKey(step));
  }

  static RightTypeView rightType(Changed<RightType> row) {
    return new RightTypeView(
        row.value().id().value(),
        texts(row.value().names()),
        row.value().retired(),
        HistoryPage.time(row.at()),
        row.by().value(),
        Long.toString(row.height()));
  }

  private static TextsView texts(Texts texts) {
    return new TextsView(texts.binding(), texts.wordings());
  }
}
