package io.kedge.projection;

import io.kedge.projection.database.Database;
import io.kedge.projection.database.DatabaseOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.GeneratedAnnotationType;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;

/// Makes the classes under `src/generated/java` from the migrations. Run its `main` after every new
/// migration: `mvn -Pquick -pl projection -am test -Dtest=GeneratedTablesTest -Dkedge.generate=1`.
final class GenerateTables {
  static final String PACKAGE = "io.kedge.projection.jooq";

  private GenerateTables() {}

  /// Generates into the folder that is given, or into `src/generated/java`.
  public static void main(String... args) throws Exception {
    Path folder = Files.createTempDirectory("kedge-generate");
    try (var database = Database.open(DatabaseOptions.embedded(folder))) {
      generate(database, Path.of(args.length == 0 ? "src/generated/java" : args[0]));
    }
  }

  static void generate(Database database, Path target) throws Exception {
    database.jooq().execute("drop schema if exists {0} cascade", ledger());
    database.migrate(LedgerSchema.GENERATED, LedgerSchema.MIGRATIONS);
    try (var connection = database.dataSource().getConnection()) {
      var tool = new GenerationTool();
      tool.setConnection(connection);
      tool.run(configuration(target));
    }
    database.jooq().execute("drop schema {0} cascade", ledger());
  }

  private static org.jooq.Name ledger() {
    return org.jooq.impl.DSL.name(LedgerSchema.GENERATED);
  }

  private static Configuration configuration(Path target) {
    var tables =
        new org.jooq.meta.jaxb.Database()
            .withName("org.jooq.meta.postgres.PostgresDatabase")
            .withInputSchema(LedgerSchema.GENERATED)
            .withExcludes("flyway_schema_history")
            .withIncludeRoutines(false)
            .withIncludeSystemSequences(false);
    var generate =
        new Generate()
            .withGeneratedAnnotation(true)
            .withGeneratedAnnotationType(
                GeneratedAnnotationType.JAVAX_ANNOTATION_PROCESSING_GENERATED)
            .withGeneratedAnnotationDate(false)
            .withGeneratedAnnotationJooqVersion(false)
            .withGlobalCatalogReferences(false)
            .withIndexes(false)
            .withJavadoc(false)
            .withComments(false);
    return new Configuration()
        .withLogging(Logging.WARN)
        .withJdbc(new Jdbc())
        .withGenerator(
            new Generator()
                .withDatabase(tables)
                .withGenerate(generate)
                .withTarget(
                    new Target()
                        .withPackageName(PACKAGE)
                        .withDirectory(target.toString())
                        .withClean(true)));
  }
}
