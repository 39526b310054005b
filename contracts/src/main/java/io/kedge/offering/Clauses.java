package io.kedge.offering;

import io.kedge.kernel.Digest;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Additional clauses (附加条款, C-18): texts by language, one of them binding, and documents.
///
/// @param binding the language whose text decides where they differ
/// @param texts language tag, such as `zh-CN` or `en`, to wording
/// @param documents longer documents, by digest, at most [#DOCUMENTS_MAX]
public record Clauses(
    String binding, SortedMap<String, String> texts, List<ClauseDocument> documents) {
  /// How many documents an announcement may name.
  public static final int DOCUMENTS_MAX = 32;

  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}");

  /// A document kept elsewhere.
  ///
  /// @param title what it is called
  /// @param digest SHA-256 of its bytes
  public record ClauseDocument(String title, Digest digest) {}

  /// Checks languages and sizes.
  public Clauses {
    texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
    documents = List.copyOf(documents);
    if (!texts.containsKey(binding)) {
      throw new IllegalArgumentException("no text in the binding language " + binding);
    }
    for (String language : texts.keySet()) {
      if (!LANGUAGE.matcher(language).matches()) {
        throw new IllegalArgumentException("not a language tag: " + language);
      }
    }
    if (documents.size() > DOCUMENTS_MAX) {
      throw new IllegalArgumentException("more than " + DOCUMENTS_MAX + " documents");
    }
  }

  static Clauses parse(Fields fields) {
    return new Clauses(
        fields.text("binding"),
        fields.texts("texts"),
        fields.has("documents")
            ? fields.objects(
                "documents", d -> new ClauseDocument(d.text("title"), d.digest("digest")))
            : List.of());
  }

  Wire write(Wire out) {
    return out.text(binding)
        .list(texts.entrySet(), (w, e) -> w.text(e.getKey()).text(e.getValue()))
        .list(documents, (w, d) -> w.text(d.title()).digest(d.digest()));
  }

  static Clauses read(WireReader in) {
    String binding = in.text();
    var texts = new TreeMap<String, String>();
    for (var entry : in.list(r -> List.of(r.text(), r.text()))) {
      texts.put(entry.getFirst(), entry.getLast());
    }
    return new Clauses(binding, texts, in.list(r -> new ClauseDocument(r.text(), r.digest())));
  }
}
