/// Signatures with one acceptance rule on every node, and private keys at rest.
///
/// Hosts pass [io.kedge.ledger.crypto.SignatureRule] wherever contracts want a
/// [io.kedge.contract.SignatureCheck]; `SignatureRule.standard()` is the one to use, and
/// `isAcceptableKey` decides at a key's registration. [io.kedge.ledger.crypto.SigningKey] makes
/// keys (random or from a seed) and signs. [io.kedge.ledger.crypto.KeyStore] keeps them sealed by
/// a [io.kedge.ledger.crypto.Passphrase]. [io.kedge.ledger.crypto.CryptoProviders] says which
/// provider does the work; `-Dio.kedge.crypto=sunec` forces the slow one, which accepts exactly
/// the same signatures.
@NullMarked
package io.kedge.ledger.crypto;

import org.jspecify.annotations.NullMarked;
