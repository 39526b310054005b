package io.kedge.server.command;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// What people and programs are told about one type of command: the form of its body and in which
/// words it is shown. The contract decides; this only describes.
///
/// @param type `concept.verb`, version 1
/// @param concept in which of the data files it stands
/// @param title a short name in English
/// @param titleZh the same in Chinese
/// @param description what the command does, in English
/// @param descriptionZh the same in Chinese
/// @param senders which roles usually send it; `ANYONE` where any party may: information only
/// @param movesValue whether it moves notes, locks or vouchers
/// @param body the JSON Schema (2020-12) of the member `body`; what it shares with others is a
///     reference to `#/components/schemas/…`
/// @param refusals the codes its contract may refuse it with, beside those every command may meet
public record CommandSchema(
    String type,
    String concept,
    String title,
    String titleZh,
    String description,
    String descriptionZh,
    List<String> senders,
    boolean movesValue,
    JsonNode body,
    List<String> refusals) {
  /// Reads one member of `commands`.
  static CommandSchema read(String concept, String type, JsonNode body, List<String> refusals) {
    return new CommandSchema(
        type,
        concept,
        text(body, "title"),
        text(body, "x-title-zh"),
        text(body, "description"),
        text(body, "x-description-zh"),
        body.required("x-kedge-senders").valueStream().map(JsonNode::asString).toList(),
        body.required("x-kedge-moves-value").asBoolean(),
        body,
        refusals);
  }

  private static String text(JsonNode body, String name) {
    return body.required(name).asString();
  }

  /// The name of the body among the components of an OpenAPI document: `party.putEmployee` is
  /// `PartyPutEmployee`.
  public String component() {
    var name = new StringBuilder();
    for (String part : type.split("[.-]")) {
      name.append(Character.toUpperCase(part.charAt(0))).append(part, 1, part.length());
    }
    return name.toString();
  }
}
