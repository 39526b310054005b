package io.kedge.ledger.proof;

import java.util.OptionalLong;

/// A trusted key whose signature was verified.
///
/// @param key which key
/// @param timeSeconds when it says it cosigned, in seconds since 1970 UTC; a log's own signature
///     has no time
public record Signatory(VerifierKey key, OptionalLong timeSeconds) {}
