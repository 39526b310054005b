package io.kedge.server.money.iso;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// An element of a message, by its local name: the tree that all versions of a message share.
/// (Prowide's own generic tree keeps only the last piece of a text that the parser hands over in
/// several, as it does around `&amp;`: names of payers would be cut.)
final class XmlNode {
  private final String name;
  private final Map<String, String> attributes;
  private final List<XmlNode> children = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  XmlNode(String name, Map<String, String> attributes) {
    this.name = name;
    this.attributes = Map.copyOf(attributes);
  }

  String name() {
    return name;
  }

  Map<String, String> attributes() {
    return attributes;
  }

  List<XmlNode> children() {
    return children;
  }

  /// Its own text, all pieces of it.
  String text() {
    return text.toString();
  }

  void add(XmlNode child) {
    children.add(child);
  }

  void add(String piece) {
    text.append(piece);
  }
}
