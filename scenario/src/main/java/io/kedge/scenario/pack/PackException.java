package io.kedge.scenario.pack;

/// A pack does not have the form docs/reference/pack.md describes. The message begins with file
/// and line.
public final class PackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Place place;

  /// Says what is wrong and where.
  public PackException(Place place, String message) {
    super(place + ": " + message);
    this.place = place;
  }

  /// Where.
  public Place place() {
    return place;
  }
}
