package io.kedge.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Tells as problems what is turned away before a controller is found: by Tomcat, which cannot read
/// the request, and by the firewall of Spring Security.
@Configuration(proxyBeanMethods = false)
class EdgeProblems {
  @Bean
  RequestRejectedHandler requestRejectedHandler() {
    return (request, response, e) -> {
      var code = ProblemCode.MALFORMED;
      response.setStatus(code.status().value());
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      response.setCharacterEncoding("UTF-8");
      response.getWriter().write(document(code, language(request)));
    };
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTomcat() {
    return factory ->
        factory.addContextCustomizers(
            context -> context.getParent().getPipeline().addValve(new ReportValve()));
  }

  private static Locale language(HttpServletRequest request) {
    boolean english =
        request.getHeader("Accept-Language") != null
            && request.getLocale().getLanguage().equals("en");
    return english ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE;
  }

  private static String document(ProblemCode code, Locale language) {
    ObjectNode document = JsonMapper.shared().createObjectNode();
    var words = RefusalTexts.find(code.code(), language);
    document.put("title", words.map(RefusalTexts.Text::title).orElse(code.code()));
    document.put("status", code.status().value());
    words.ifPresent(text -> document.put("detail", text.advice()));
    return document.put("code", code.code()).toString();
  }

  /// Stands in for Tomcat's page of HTML.
  private static final class ReportValve extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
      int status = response.getStatus();
      if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
        return;
      }
      var code = ProblemCode.ofStatus(status);
      try {
        response.setStatus(code.status().value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding("UTF-8");
        Writer out = response.getReporter();
        if (out != null) {
          out.write(document(code, language(request)));
          response.finishResponse();
        }
      } catch (IOException e) {
        container.getLogger().debug("the client is gone", e);
      }
    }
  }
}
