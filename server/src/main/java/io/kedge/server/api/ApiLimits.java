package io.kedge.server.api;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How much one client may ask, settings `kedge.limits.*`.
///
/// @param bodyBytes bytes of a request's body, uploads aside
/// @param requestsPerSecond how many requests a client gets back in a second
/// @param requestsBurst how many it may send at once
/// @param clientsRemembered how many clients are told apart
@ConfigurationProperties("kedge.limits")
public record ApiLimits(
    @DefaultValue("65536") long bodyBytes,
    @DefaultValue("50") long requestsPerSecond,
    @DefaultValue("200") long requestsBurst,
    @DefaultValue("100000") int clientsRemembered) {}
