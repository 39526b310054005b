package io.kedge.projection;

import io.kedge.projection.database.Database;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.jooq.codegen.GenerationTool;
import org.jooq.impl.DSL;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.GeneratedAnnotationType;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;

/// Makes the classes under `src/generated/java` from the migrations, those of the module `server`
/// too: its own classes need them, so it could not make them itself. Run after every new migration
/// by the profile `tables` (docs/reference/projection.md).
enum GenerateTables {
  /// The read models of a ledger.
  LEDGER(LedgerSchema.GENERATED, "classpath:" + LedgerSchema.MIGRATIONS, "projection"),
  /// The server's own tables.
  SERVER("kedge", "filesystem:../server/src/main/resources/db/server", "server");

  private final String schema;
  private final String migrations;
  private final String module;

  GenerateTables(String schema, String migrations, String module) {
    this.schema = schema;
    this.migrations = migrations;
    this.module = module;
  }

  /// Where the classes are kept.
  Path kept() {
    return Path.of("..", module, "src", "generated", "java");
  }

  void generate(Database database, Path target) throws Exception {
    drop(database);
    Flyway.configure()
        .dataSource(database.dataSource())
        .schemas(schema)
        .defaultSchema(schema)
        .createSchemas(true)
        .locations(migrations)
        .load()
        .migrate();
    try (var connection = database.dataSource().getConnection()) {
      var tool = new GenerationTool();
      tool.setConnection(connection);
      tool.run(configuration(target));
    }
    drop(database);
  }

  private void drop(Database database) {
    database.jooq().execute("drop schema if exists {0} cascade", DSL.name(schema));
  }

  private Configuration configuration(Path target) {
    var tables =
        new org.jooq.meta.jaxb.Database()
            .withName("org.jooq.meta.postgres.PostgresDatabase")
            .withInputSchema(schema)
            .withExcludes("flyway_schema_history|v1_.*")
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
                        .withPackageName("io.kedge." + module + ".jooq")
                        .withDirectory(target.toString())
                        .withClean(true)));
  }
}
