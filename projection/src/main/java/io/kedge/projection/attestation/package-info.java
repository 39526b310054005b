/// Read models of statements: who has signed and who is still awaited.
@NullMarked
package io.kedge.projection.attestation;

import org.jspecify.annotations.NullMarked;
