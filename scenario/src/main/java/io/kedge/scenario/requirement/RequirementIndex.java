package io.kedge.scenario.requirement;

import io.kedge.scenario.goods.Csv;
import io.kedge.scenario.pack.Pack;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Every requirement of the sections this product carries, with the pack steps and tests that show
/// it, or the reason why it is open.
///
/// @param rows one for each requirement, in order
/// @param problems what is wrong with the tracing: an id that is neither shown nor open, one that
///     is open and shown all the same, a tag that no requirement has
public record RequirementIndex(List<Row> rows, List<String> problems) {
  /// How many requirements each chapter has, of all that were ever written.
  private static final Map<String, Integer> CHAPTERS =
      Map.ofEntries(
          Map.entry("A", 56),
          Map.entry("B", 68),
          Map.entry("C", 94),
          Map.entry("D", 73),
          Map.entry("E", 30),
          Map.entry("F", 45),
          Map.entry("G", 45),
          Map.entry("H", 94),
          Map.entry("I", 61),
          Map.entry("L", 66),
          Map.entry("N", 78),
          Map.entry("P", 84),
          Map.entry("S", 100),
          Map.entry("T", 50),
          Map.entry("V", 49),
          Map.entry("Z", 86));

  private static final Pattern ANNOTATION =
      Pattern.compile("@Requirement\\(\\s*(?:value\\s*=\\s*)?\\{?([^)}]*)}?\\s*\\)");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

  /// One requirement.
  ///
  /// @param id its id
  /// @param section the section it stands in
  /// @param zh what it asks for, in Chinese
  /// @param en what it asks for, in English
  /// @param shown where it is shown, `pack file:line` or `TestClass:line`
  /// @param open why it is not shown yet
  public record Row(
      String id, String section, String zh, String en, List<String> shown, Optional<Reason> open) {}

  /// Why a requirement is not shown yet.
  ///
  /// @param en in English
  /// @param zh in Chinese
  public record Reason(String en, String zh) {}

  /// Reads the packs and tests of a source tree.
  ///
  /// @param root the root of the repository, with `scenarios/` and the modules
  /// @throws io.kedge.scenario.pack.PackException where a pack cannot be read
  public static RequirementIndex read(Path root) {
    var shown = new TreeMap<String, List<String>>();
    packs(root, shown);
    tests(root, shown);
    SortedMap<String, Reason> open = open();
    var problems = new ArrayList<String>();
    shown.forEach(
        (id, places) -> {
          if (!exists(id)) {
            problems.add(id + " is no requirement, at " + places.getFirst());
          }
        });
    var rows = new ArrayList<Row>();
    for (Csv.Row row : Csv.read(resource("requirements-core.csv"))) {
      String id = field(row, "id");
      List<String> places = List.copyOf(shown.getOrDefault(id, List.of()));
      Optional<Reason> reason = Optional.ofNullable(open.remove(id));
      if (places.isEmpty() && reason.isEmpty()) {
        problems.add(id + " is neither shown nor open: " + field(row, "en"));
      }
      if (!places.isEmpty() && reason.isPresent()) {
        problems.add(id + " is called open and shown at " + places.getFirst());
      }
      rows.add(
          new Row(id, field(row, "section"), field(row, "zh"), field(row, "en"), places, reason));
    }
    open.keySet().forEach(id -> problems.add(id + " is called open and is not in the list"));
    return new RequirementIndex(List.copyOf(rows), List.copyOf(problems));
  }

  private static boolean exists(String id) {
    int dash = id.indexOf('-');
    Integer last = dash < 0 ? null : CHAPTERS.get(id.substring(0, dash));
    String number = id.substring(dash + 1);
    return last != null
        && number.matches("\\d{2,3}")
        && Integer.parseInt(number) >= 1
        && Integer.parseInt(number) <= last;
  }

  private static void packs(Path root, SortedMap<String, List<String>> shown) {
    for (Path folder : children(root.resolve("scenarios"))) {
      if (Files.isRegularFile(folder.resolve("pack.txt"))) {
        Pack pack = Pack.load(folder);
        pack.requirements().forEach((id, place) -> add(shown, id, pack.name() + " " + place));
      }
    }
  }

  private static void tests(Path root, SortedMap<String, List<String>> shown) {
    for (Path module : children(root)) {
      Path sources = module.resolve("src/test/java");
      if (Files.isDirectory(sources)) {
        try (Stream<Path> files = Files.walk(sources)) {
          files.filter(f -> f.toString().endsWith(".java")).sorted().forEach(f -> test(f, shown));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private static void test(Path file, SortedMap<String, List<String>> shown) {
    String source = text(file);
    String name = String.valueOf(file.getFileName()).replace(".java", "");
    Matcher annotation = ANNOTATION.matcher(source);
    while (annotation.find()) {
      long line =
          source.substring(0, annotation.start()).chars().filter(c -> c == '\n').count() + 1;
      Matcher id = QUOTED.matcher(annotation.group(1));
      while (id.find()) {
        add(shown, id.group(1), name + ":" + line);
      }
    }
  }

  private static void add(SortedMap<String, List<String>> shown, String id, String place) {
    shown.computeIfAbsent(id, _ -> new ArrayList<>()).add(place);
  }

  private static SortedMap<String, Reason> open() {
    var open = new TreeMap<String, Reason>();
    for (Csv.Row row : Csv.read(resource("requirements-open.csv"))) {
      open.put(field(row, "id"), new Reason(field(row, "en"), field(row, "zh")));
    }
    return open;
  }

  private static String field(Csv.Row row, String column) {
    return row.fields().getOrDefault(column, "");
  }

  private static List<Path> children(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = RequirementIndex.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the module has no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
