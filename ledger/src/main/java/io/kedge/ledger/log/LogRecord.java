package io.kedge.ledger.log;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;

/// A record as it was read back, every check passed.
///
/// @param index its number, from 0 without gaps
/// @param type what the body is, 0 to 255
/// @param body the content
/// @param previous the hash of the record before it; of record 0, the ledger's id
/// @param hash its own hash: SHA-256 over index, `previous`, type and body
public record LogRecord(long index, int type, Bytes body, Digest previous, Digest hash) {}
