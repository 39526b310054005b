package io.kedge.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// One rule of the house: which files it is about, and what in such a file breaks it.
///
/// @param name the rule as a sentence
/// @param about the files it looks at
/// @param broken where a file breaks it, each with its place; empty if it does not
record HouseRule(
    String name, Predicate<SourceFile> about, Function<SourceFile, List<String>> broken) {
  private static final int METHOD_LINES_MAX = 70;
  private static final int COLUMNS_MAX = 100;
  private static final Set<String> MAY_PRINT = Set.of("cli", "bench");
  private static final Pattern UNFINISHED = Pattern.compile("\\b(TODO|FIXME|XXX|HACK)\\b");
  private static final Pattern MACHINE =
      Pattern.compile(
          "(?<![\\w.~}])/(home|Users|root|tmp|work|usr/lib/jvm|private/var)/[A-Za-z0-9]");
  private static final Pattern CODE_IN_COMMENT =
      Pattern.compile(
          "//\\s*(import\\s+[\\w.]+;|(return|throw)\\b.*;|@\\w+(\\(.*\\))?$|[}\\])]+[;,]?$"
              + "|(if|for|while|switch|try|catch)\\s*\\(.*\\{$|.*[)\\w\"\\]]\\s*;$|.*=\\s*new\\s.*)");

  static final List<HouseRule> ALL =
      List.of(
          new HouseRule(
              "a method has at most 70 lines", SourceFile::isJava, HouseRule::longMethods),
          new HouseRule(
              "only cli and bench write to the console",
              file -> file.isMainJava() && !MAY_PRINT.contains(file.module()),
              file -> JavaTree.of(file).consoleLines().stream().map(file::at).toList()),
          new HouseRule(
              "every public top-level type says what it is",
              SourceFile::isMainJava,
              file ->
                  JavaTree.of(file).undocumented().stream()
                      .map(type -> file.path() + ": " + type)
                      .toList()),
          new HouseRule(
              "every package is null-marked",
              file -> file.isMainJava() && file.path().endsWith("/package-info.java"),
              file -> file.text().contains("@NullMarked") ? List.of() : List.of(file.path())),
          new HouseRule(
              "nothing is left for later in the sources",
              file -> !file.isDocument() && !file.path().endsWith("/HouseRule.java"),
              file -> linesThat(file, line -> UNFINISHED.matcher(line).find())),
          new HouseRule(
              "no code is commented out",
              SourceFile::isJava,
              file -> linesThat(file, HouseRule::isCodeInAComment)),
          new HouseRule(
              "a documentation line has at most 100 columns",
              SourceFile::isJava,
              file ->
                  linesThat(
                      file, line -> line.strip().startsWith("///") && line.length() > COLUMNS_MAX)),
          new HouseRule(
              "a documentation comment is not torn by a plain one",
              SourceFile::isJava,
              HouseRule::tornComments),
          new HouseRule(
              "a document has one heading of the first level",
              SourceFile::isDocument,
              HouseRule::headings),
          new HouseRule(
              "no path of somebody's machine",
              file -> !file.path().endsWith("/HouseRule.java"),
              file -> linesThat(file, line -> MACHINE.matcher(line).find())));

  /// All that breaks this rule in `files`.
  List<String> violations(List<SourceFile> files) {
    JavaTree.parse(files);
    return files.stream().filter(about).flatMap(file -> broken.apply(file).stream()).toList();
  }

  private static List<String> longMethods(SourceFile file) {
    return JavaTree.of(file).methods().stream()
        .filter(method -> method.length() > METHOD_LINES_MAX)
        .map(method -> file.at(method.firstLine()) + " " + method.name() + ": " + method.length())
        .toList();
  }

  private static List<String> linesThat(SourceFile file, Predicate<String> offend) {
    var lines = file.lines();
    return IntStream.range(0, lines.size())
        .filter(i -> offend.test(lines.get(i)))
        .mapToObj(i -> file.at(i + 1) + " " + lines.get(i).strip())
        .toList();
  }

  private static boolean isCodeInAComment(String line) {
    var text = line.strip();
    return text.startsWith("//")
        && !text.startsWith("///")
        && CODE_IN_COMMENT.matcher(text).matches();
  }

  private static List<String> tornComments(SourceFile file) {
    var lines = file.lines();
    return IntStream.range(1, lines.size())
        .filter(
            i -> {
              var text = lines.get(i).strip();
              return text.startsWith("//")
                  && !text.startsWith("///")
                  && lines.get(i - 1).strip().startsWith("///");
            })
        .mapToObj(i -> file.at(i + 1))
        .toList();
  }

  private static List<String> headings(SourceFile file) {
    var headings = new ArrayList<String>();
    var inCode = false;
    for (var line : file.lines()) {
      if (line.strip().startsWith("```")) {
        inCode = !inCode;
      } else if (!inCode && line.startsWith("# ")) {
        headings.add(line);
      }
    }
    return headings.size() == 1 ? List.of() : List.of(file.path() + " has " + headings);
  }
}
