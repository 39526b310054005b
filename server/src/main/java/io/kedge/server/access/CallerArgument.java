package io.kedge.server.access;

import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Gives a controller method its [Caller], or an `Optional` of it where anybody may call.
final class CallerArgument implements HandlerMethodArgumentResolver {
  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.nestedIfOptional().getNestedParameterType() == Caller.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    var caller =
        (Caller) request.getAttribute(AccessInterceptor.CALLER, RequestAttributes.SCOPE_REQUEST);
    if (parameter.getParameterType() == Optional.class) {
      return Optional.ofNullable(caller);
    }
    if (caller == null) {
      throw new Problem(ProblemCode.NOT_SIGNED_IN);
    }
    return caller;
  }
}
