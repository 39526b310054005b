package io.kedge.server.openapi;

import io.kedge.server.access.Access;
import io.kedge.server.command.CommandSchemas;
import java.util.List;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.HandlerMethod;

/// Tells springdoc what it cannot see, and lets [OpenApiDocument] finish what it made.
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {
  /// Gives each operation a lasting id, the tag of its package, and what it asks of the caller.
  @Bean
  OperationCustomizer operationCustomizer() {
    return (operation, method) -> {
      operation.setOperationId(operationId(method));
      operation.setTags(List.of(packageOf(method.getBeanType())));
      Access access = method.getMethodAnnotation(Access.class);
      if (access != null) {
        operation.addExtension(OpenApiDocument.ACCESS, access.value());
      }
      return operation;
    };
  }

  @Bean
  OpenApiDocument openApiDocument() {
    return new OpenApiDocument(CommandSchemas.version1(), OperationWords.load());
  }

  /// `ReceiptController.checkpoint` is `receiptCheckpoint`.
  private static String operationId(HandlerMethod method) {
    String type = method.getBeanType().getSimpleName().replaceFirst("Controller$", "");
    String name = method.getMethod().getName();
    return Character.toLowerCase(type.charAt(0))
        + type.substring(1)
        + Character.toUpperCase(name.charAt(0))
        + name.substring(1);
  }

  private static String packageOf(Class<?> type) {
    String name = type.getPackageName();
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
