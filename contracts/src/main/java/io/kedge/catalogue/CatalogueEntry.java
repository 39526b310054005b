package io.kedge.catalogue;

import io.kedge.attestation.AttestationPolicy;
import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Texts;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// A kind of thing that can be registered (实物资产目录, B-19). It is not the thing itself: of one
/// entry there may be many assets.
///
/// @param id its name, given by the operator
/// @param names what people call it, in Chinese and English at least
/// @param category what kind of thing it is, and of which family
/// @param unit the smallest unit in which it can be taken as goods
/// @param mayAnchor whether assets of it may back an issue (I-17)
/// @param harmless the attributes that may change under live issues (I-29)
/// @param attributes what else is known about it
/// @param policies who attests a step, where that is not [AttestedStep#usual]
/// @param retired true where no further assets of it are registered
public record CatalogueEntry(
    CatalogueId id,
    Texts names,
    Category category,
    DeliverableUnit unit,
    boolean mayAnchor,
    SortedSet<String> harmless,
    Attributes attributes,
    SortedMap<AttestedStep, AttestationPolicy> policies,
    boolean retired) {
  /// How many attributes can be harmless.
  public static final int HARMLESS_MAX = Attributes.COUNT_MAX;

  private static final String TAG = "kedge.catalogue";

  /// Copies the collections and checks the form.
  public CatalogueEntry {
    harmless = Collections.unmodifiableSortedSet(new TreeSet<>(harmless));
    policies = Collections.unmodifiableSortedMap(new TreeMap<>(policies));
    if (!names.wordings().keySet().containsAll(List.of("en", "zh-CN"))) {
      throw new IllegalArgumentException("names has no wording in zh-CN or in en");
    }
    if (harmless.size() > HARMLESS_MAX) {
      throw new IllegalArgumentException("too many harmless attributes");
    }
  }

  /// The key of an entry.
  public static Key key(CatalogueId id) {
    return Key.of("catalogue", id.value());
  }

  /// Reads the members of an entry; the caller ends the fields.
  static CatalogueEntry read(Fields entry) {
    List<PolicyFor> policies =
        entry.optional("policies", name -> entry.objects(name, PolicyFor::read)).orElse(List.of());
    var byStep = new TreeMap<AttestedStep, AttestationPolicy>();
    for (PolicyFor policy : policies) {
      if (byStep.put(policy.step(), policy.policy()) != null) {
        throw new IllegalArgumentException("policies names a step twice: " + policy.step());
      }
    }
    return new CatalogueEntry(
        entry.id("id", CatalogueId::new),
        Texts.read(entry, "names"),
        entry.name("category", Category.class),
        entry.object("unit", DeliverableUnit::read),
        entry.truth("mayAnchor"),
        new TreeSet<>(entry.texts("harmless", Attributes::requireName)),
        Attributes.read(entry, "attributes"),
        byStep,
        entry.optional("retired", entry::truth).orElse(false));
  }

  private record PolicyFor(AttestedStep step, AttestationPolicy policy) {
    static PolicyFor read(Fields policy) {
      return new PolicyFor(policy.name("step", AttestedStep.class), AttestationPolicy.read(policy));
    }
  }

  /// The family it belongs to.
  public Family family() {
    return category.family();
  }

  /// Who attests a step.
  public AttestationPolicy policy(AttestedStep step) {
    AttestationPolicy own = policies.get(step);
    return own == null ? step.usual() : own;
  }

  /// The value of this entry of the state.
  public Bytes encoded() {
    var out = new Wire(TAG, 1).text(id.value());
    Texts.write(out, names);
    out.name(category);
    DeliverableUnit.write(out, unit);
    out.flag(mayAnchor).list(harmless, Wire::text);
    Attributes.write(out, attributes);
    return out.list(policies.entrySet(), (w, e) -> policy(w, e.getKey(), e.getValue()))
        .flag(retired)
        .bytes();
  }

  private static void policy(Wire out, AttestedStep step, AttestationPolicy policy) {
    out.name(step);
    AttestationPolicy.write(out, policy);
  }

  /// Reads what [#encoded] wrote.
  public static CatalogueEntry decode(Bytes value) {
    var in = new WireReader(value, TAG).expectVersion(1);
    var id = new CatalogueId(in.text());
    Texts names = Texts.read(in);
    var category = in.name(Category.class);
    DeliverableUnit unit = DeliverableUnit.read(in);
    boolean mayAnchor = in.flag();
    var harmless = new TreeSet<>(in.list(WireReader::text));
    Attributes attributes = Attributes.read(in);
    var policies = new TreeMap<AttestedStep, AttestationPolicy>();
    in.list(r -> new PolicyFor(r.name(AttestedStep.class), AttestationPolicy.read(r)))
        .forEach(p -> policies.put(p.step(), p.policy()));
    var entry =
        new CatalogueEntry(
            id, names, category, unit, mayAnchor, harmless, attributes, policies, in.flag());
    in.end();
    return entry;
  }
}
