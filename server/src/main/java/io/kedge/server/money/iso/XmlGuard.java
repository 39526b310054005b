package io.kedge.server.money.iso;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads the XML of a file into a tree, within limits of size, depth, elements and entries. A file
/// with a document type is refused, so that no entity can reach outside or grow.
final class XmlGuard {
  /// The largest file, in bytes.
  static final int FILE_BYTES_MAX = 16 << 20;

  /// The most entries of one file.
  static final int ENTRIES_MAX = 20_000;

  private static final int DEPTH_MAX = 40;
  private static final int ELEMENTS_MAX = 1_000_000;

  /// Banks in China write GBK or GB18030 where they do not write UTF-8.
  private static final Map<String, Charset> ENCODINGS =
      Map.of(
          "UTF-8", StandardCharsets.UTF_8,
          "US-ASCII", StandardCharsets.US_ASCII,
          "GBK", Charset.forName("GBK"),
          "GB2312", Charset.forName("GBK"),
          "GB18030", Charset.forName("GB18030"));

  private final Deque<XmlNode> open = new ArrayDeque<>();
  private int elements;
  private int entries;

  private XmlGuard() {}

  /// A message.
  ///
  /// @param document its root element
  /// @param namespace of the root
  record Message(XmlNode document, String namespace) {}

  /// Reads a file. An envelope around the `Document` (a business application header) is left out.
  ///
  /// @throws FileFaultException where it is not taken
  static Message read(byte[] file) {
    if (file.length > FILE_BYTES_MAX) {
      throw new FileFaultException(
          FileFault.TOO_LARGE, file.length + " bytes, at most " + FILE_BYTES_MAX);
    }
    try {
      var text = decoded(file, encodingOf(file));
      var reader = factory().createXMLStreamReader(new StringReader(text));
      try {
        return read(reader);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException malformed) {
      throw new FileFaultException(FileFault.NOT_XML, at(malformed));
    }
  }

  private static XMLInputFactory factory() {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    return factory;
  }

  private static Message read(XMLStreamReader reader) throws XMLStreamException {
    var root = new XmlNode("", Map.of());
    var guard = new XmlGuard();
    guard.open.push(root);
    Message message = null;
    while (reader.hasNext()) {
      var event = reader.next();
      guard.take(event, reader);
      if (event == XMLStreamConstants.START_ELEMENT && reader.getLocalName().equals("Document")) {
        if (message != null) {
          throw new FileFaultException(FileFault.UNKNOWN_MESSAGE, "more than one Document");
        }
        var uri = Optional.ofNullable(reader.getNamespaceURI()).orElse("");
        message = new Message(guard.open.element(), uri);
      }
    }
    if (message == null) {
      throw new FileFaultException(FileFault.UNKNOWN_MESSAGE, "no Document");
    }
    return message;
  }

  private void take(int event, XMLStreamReader reader) {
    switch (event) {
      case XMLStreamConstants.DTD ->
          throw new FileFaultException(FileFault.DOCUMENT_TYPE, "the file has a document type");
      case XMLStreamConstants.ENTITY_REFERENCE ->
          throw new FileFaultException(FileFault.NOT_XML, "entity " + reader.getLocalName());
      case XMLStreamConstants.START_ELEMENT -> start(reader);
      case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
          open.element().add(reader.getText());
      case XMLStreamConstants.END_ELEMENT -> open.pop();
      default -> {}
    }
  }

  private void start(XMLStreamReader reader) {
    var name = reader.getLocalName();
    elements++;
    if (name.equals("Ntry") || name.equals("TxDtls") || name.equals("TxInfAndSts")) entries++;
    if (open.size() > DEPTH_MAX || elements > ELEMENTS_MAX) {
      throw new FileFaultException(
          FileFault.TOO_COMPLEX, "at most " + DEPTH_MAX + " deep, " + ELEMENTS_MAX + " elements");
    }
    if (entries > ENTRIES_MAX) {
      throw new FileFaultException(FileFault.TOO_MANY_ENTRIES, "at most " + ENTRIES_MAX);
    }
    var attributes = new HashMap<String, String>();
    for (var i = 0; i < reader.getAttributeCount(); i++) {
      attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
    var node = new XmlNode(name, attributes);
    open.element().add(node);
    open.push(node);
  }

  private static Charset encodingOf(byte[] file) throws XMLStreamException {
    var reader = factory().createXMLStreamReader(new ByteArrayInputStream(file));
    try {
      var declared =
          Optional.ofNullable(reader.getCharacterEncodingScheme())
              .or(() -> Optional.ofNullable(reader.getEncoding()))
              .orElse("UTF-8")
              .toUpperCase(Locale.ROOT);
      var charset = ENCODINGS.get(declared);
      if (charset == null) {
        throw new FileFaultException(FileFault.NOT_XML, "encoding " + declared);
      }
      return charset;
    } finally {
      reader.close();
    }
  }

  private static String decoded(byte[] file, Charset charset) {
    try {
      var text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(file))
              .toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException malformed) {
      throw new FileFaultException(FileFault.NOT_XML, "not " + charset.name());
    }
  }

  private static String at(XMLStreamException malformed) {
    var where = malformed.getLocation();
    return where == null
        ? "not well-formed XML"
        : "not well-formed XML at line " + where.getLineNumber();
  }
}
