package io.kedge.server;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/// The Spring application. Who is who comes from `identity`, not from a user of Spring's making.
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
class ServerApplication {}
