package io.kedge.offering;

import io.kedge.kernel.DocumentRef;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Texts;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.List;

/// Additional clauses (附加条款, C-18): a text by language, one of them binding, and documents.
///
/// @param text the wording
/// @param documents longer documents, kept elsewhere, at most [#DOCUMENTS_MAX], each name once
public record Clauses(Texts text, List<DocumentRef> documents) {
  /// How many documents an announcement may name.
  public static final int DOCUMENTS_MAX = 32;

  /// Checks the documents.
  public Clauses {
    documents = List.copyOf(documents);
    long names = documents.stream().map(DocumentRef::name).distinct().count();
    if (documents.size() > DOCUMENTS_MAX || names != documents.size()) {
      throw new IllegalArgumentException("too many documents, or a name twice");
    }
  }

  static Clauses parse(Fields fields) {
    return new Clauses(
        Texts.read(fields, "text"),
        fields
            .optional("documents", name -> fields.objects(name, DocumentRef::read))
            .orElse(List.of()));
  }

  Wire write(Wire out) {
    Texts.write(out, text);
    return out.list(documents, DocumentRef::write);
  }

  static Clauses read(WireReader in) {
    return new Clauses(Texts.read(in), in.list(DocumentRef::read));
  }
}
