/// What the ledger needs from the machine: files, a clock and chance, each as a narrow port with a
/// real and a simulated implementation, so that every failure can be made to happen in a test.
@NullMarked
package io.kedge.ledger.disk;

import org.jspecify.annotations.NullMarked;
