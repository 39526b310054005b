package io.kedge.scenario.pack;

/// Where in a pack something is written.
///
/// @param file the file's name within the pack
/// @param line its line, from 1
public record Place(String file, int line) {
  @Override
  public String toString() {
    return file + ":" + line;
  }
}
