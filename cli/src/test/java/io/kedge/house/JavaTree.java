package io.kedge.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// What the compiler's own parser says about one file; nothing is resolved or compiled.
record JavaTree(List<Method> methods, List<Integer> consoleLines, List<String> undocumented) {

  /// A method or constructor and the lines it spans, from its first modifier to its last brace.
  record Method(String name, int firstLine, int lastLine) {
    int length() {
      return lastLine - firstLine + 1;
    }
  }

  private static final Map<SourceFile, JavaTree> PARSED = new HashMap<>();

  /// What the parser says about `file`, which was given to [#parse] before.
  static JavaTree of(SourceFile file) {
    return Objects.requireNonNull(PARSED.get(file), file::path);
  }

  /// Parses the Java sources among `files` that have not been parsed yet, all in one go: starting
  /// the compiler takes longer than most files do.
  static void parse(List<SourceFile> files) {
    var texts =
        files.stream()
            .filter(file -> file.isJava() && !PARSED.containsKey(file))
            .map(InMemory::new)
            .toList();
    if (texts.isEmpty()) {
      return;
    }
    var byUri = texts.stream().collect(Collectors.toMap(InMemory::toUri, text -> text.file));
    var problems = new ArrayList<String>();
    var task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(
                    null,
                    null,
                    problem -> problems.add(problem.toString()),
                    List.of("-proc:none"),
                    null,
                    texts);
    try {
      for (var unit : task.parse()) {
        var scan = new Scan(unit, DocTrees.instance(task));
        scan.scan(unit, null);
        PARSED.put(
            Objects.requireNonNull(byUri.get(unit.getSourceFile().toUri())),
            new JavaTree(scan.methods, scan.consoleLines, scan.undocumented));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(problems.toString());
    }
  }

  private static final class Scan extends TreePathScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final DocTrees trees;
    private final List<Method> methods = new ArrayList<>();
    private final List<Integer> consoleLines = new ArrayList<>();
    private final List<String> undocumented = new ArrayList<>();

    Scan(CompilationUnitTree unit, DocTrees trees) {
      this.unit = unit;
      this.trees = trees;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      var name = method.getName().toString();
      methods.add(new Method(name, firstLine(method), lastLine(method)));
      return super.visitMethod(method, null);
    }

    @Override
    public Void visitMemberSelect(MemberSelectTree select, Void nothing) {
      var member = select.getIdentifier().toString();
      if (select.getExpression().toString().equals("System")
          && (member.equals("out") || member.equals("err"))) {
        consoleLines.add(firstLine(select));
      }
      return super.visitMemberSelect(select, null);
    }

    @Override
    public Void visitClass(ClassTree type, Void nothing) {
      var topLevel = getCurrentPath().getParentPath().getLeaf() instanceof CompilationUnitTree;
      if (topLevel
          && type.getModifiers().getFlags().contains(Modifier.PUBLIC)
          && isBlank(getCurrentPath())) {
        undocumented.add(type.getSimpleName().toString());
      }
      return super.visitClass(type, null);
    }

    private boolean isBlank(TreePath path) {
      var comment = trees.getDocComment(path);
      return comment == null || comment.isBlank();
    }

    private int firstLine(Tree tree) {
      return line(trees.getSourcePositions().getStartPosition(unit, tree));
    }

    private int lastLine(Tree tree) {
      return line(trees.getSourcePositions().getEndPosition(unit, tree));
    }

    private int line(long position) {
      return Math.toIntExact(unit.getLineMap().getLineNumber(position));
    }
  }

  private static final class InMemory extends SimpleJavaFileObject {
    private final SourceFile file;

    InMemory(SourceFile file) {
      super(URI.create("mem:///" + file.path()), JavaFileObject.Kind.SOURCE);
      this.file = file;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return file.text();
    }

    @Override
    public boolean isNameCompatible(String simpleName, JavaFileObject.Kind kind) {
      return true;
    }
  }
}
