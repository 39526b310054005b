package io.kedge.kernel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/// JSON text in and out by jackson-core's streaming parser, with everything lenient switched off.
final class JsonText {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Limits.STANDARD.jsonDepthMax())
                  .maxStringLength(Limits.STANDARD.envelopeBytesMax())
                  .maxNameLength(256)
                  .maxNumberLength(20)
                  .build())
          .disable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .build();

  /// What a lenient decoder puts in for bytes that are not UTF-8.
  private static final char REPLACEMENT = '\uFFFD';

  private final JsonParser parser;

  /// True where no text can hold anything but ASCII, so that none has to be looked at again.
  private final boolean plain;

  private JsonText(JsonParser parser, boolean plain) {
    this.parser = parser;
    this.plain = plain;
  }

  static Json read(Bytes utf8) {
    boolean plain = isPlain(utf8.unsafeArray());
    try (JsonParser parser = plain ? plainParser(utf8) : FACTORY.createParser(decode(utf8))) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new MalformedException("no JSON");
      }
      Json value = new JsonText(parser, plain).value(first);
      if (parser.nextToken() != null) {
        throw new MalformedException("more than one JSON value");
      }
      return value;
    } catch (IOException e) {
      throw new MalformedException("not strict JSON: " + firstLine(e));
    }
  }

  static String write(Json json) {
    var out = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      write(json, generator);
    } catch (IOException e) {
      throw new IllegalStateException("a string writer does not fail", e);
    }
    return out.toString();
  }

  /// True where there is nothing but printable ASCII and white space, and no escape that could
  /// stand for something else: the usual case, which is parsed without decoding it first.
  private static boolean isPlain(byte[] text) {
    int sign = 0; // negative once a byte is below the tabulator, as all beyond ASCII are, or is \
    for (byte b : text) {
      sign |= (b - '\t') | ((b ^ '\\') - 1);
    }
    return text.length > 0 && sign >= 0;
  }

  /// Without zero bytes the parser has no other encoding to guess.
  private static JsonParser plainParser(Bytes ascii) throws IOException {
    return FACTORY.createParser(ascii.unsafeArray());
  }

  /// Decoded here and not by the parser, which would also guess UTF-16 and UTF-32.
  private static String decode(Bytes utf8) {
    String lenient = new String(utf8.unsafeArray(), StandardCharsets.UTF_8);
    if (lenient.length() == utf8.size() && lenient.indexOf(REPLACEMENT) < 0) {
      return lenient; // one character for each byte, none of them put in for a wrong one: ASCII
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(utf8.unsafeArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new MalformedException("not UTF-8");
    }
  }

  private Json value(JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> new Json.Text(checked(parser.getText()));
      case VALUE_NUMBER_INT -> whole();
      case VALUE_TRUE -> new Json.Truth(true);
      case VALUE_FALSE -> new Json.Truth(false);
      case VALUE_NULL -> throw new MalformedException("null is not allowed");
      case VALUE_NUMBER_FLOAT -> throw new MalformedException("fractions are not allowed");
      case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new MalformedException("unexpected " + token);
    };
  }

  private Json object() throws IOException {
    var members = new LinkedHashMap<String, Json>();
    for (JsonToken t = next(); t != JsonToken.END_OBJECT; t = next()) {
      String name = checked(parser.currentName());
      if (members.put(name, value(next())) != null) {
        throw new MalformedException("repeated member " + name);
      }
    }
    return new Json.Obj(members);
  }

  private Json array() throws IOException {
    var items = new ArrayList<Json>();
    for (JsonToken t = next(); t != JsonToken.END_ARRAY; t = next()) {
      items.add(value(t));
    }
    return new Json.Arr(items);
  }

  private JsonToken next() throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new MalformedException("JSON ends early");
    }
    return token;
  }

  private Json whole() throws IOException {
    String written = parser.getText();
    if (written.equals("-0")) {
      throw new MalformedException("-0 is not a number here");
    }
    return new Json.Whole(parser.getLongValue());
  }

  private String checked(String text) {
    if (plain) {
      return text;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 128) {
        return checkedBeyondAscii(text);
      }
    }
    return text;
  }

  private static String checkedBeyondAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new MalformedException("half a surrogate pair");
      }
    }
    if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
      throw new MalformedException("text is not in normalisation form C");
    }
    return text;
  }

  private static void write(Json json, JsonGenerator out) throws IOException {
    switch (json) {
      case Json.Obj object -> {
        out.writeStartObject();
        for (var member : object.members().entrySet()) {
          out.writeFieldName(member.getKey());
          write(member.getValue(), out);
        }
        out.writeEndObject();
      }
      case Json.Arr array -> {
        out.writeStartArray();
        for (Json item : array.items()) {
          write(item, out);
        }
        out.writeEndArray();
      }
      case Json.Text text -> out.writeString(text.value());
      case Json.Whole whole -> out.writeNumber(whole.value());
      case Json.Truth truth -> out.writeBoolean(truth.value());
    }
  }

  private static String firstLine(IOException e) {
    String message = e.getMessage() == null ? "unreadable" : e.getMessage();
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
