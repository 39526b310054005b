package io.kedge.server.openapi;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springdoc.webmvc.api.OpenApiResource;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;
import tools.jackson.databind.json.JsonMapper;

/// Hands out the finished document instead of what springdoc made. It is made once.
@ControllerAdvice
final class OpenApiAdvice implements ResponseBodyAdvice<byte[]> {
  private final OpenApiDocument document;
  private final AtomicReference<byte @Nullable []> finished = new AtomicReference<>();

  OpenApiAdvice(OpenApiDocument document) {
    this.document = document;
  }

  @Override
  public boolean supports(
      MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converterType) {
    return OpenApiResource.class.isAssignableFrom(returnType.getContainingClass())
        && "openapiJson".equals(String.valueOf(returnType.getExecutable().getName()));
  }

  @Override
  public byte @Nullable [] beforeBodyWrite(
      byte @Nullable [] body,
      MethodParameter returnType,
      MediaType selectedContentType,
      Class<? extends HttpMessageConverter<?>> selectedConverterType,
      ServerHttpRequest request,
      ServerHttpResponse response) {
    byte[] known = finished.get();
    if (known != null || body == null) {
      return known;
    }
    byte[] made =
        document.of(JsonMapper.shared().readTree(body)).toString().getBytes(StandardCharsets.UTF_8);
    finished.set(made);
    return made;
  }
}
