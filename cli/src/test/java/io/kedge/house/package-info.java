/// The house rules: what every source and document of this repository keeps to, as tests, and the
/// script that everybody starts with.
@NullMarked
package io.kedge.house;

import org.jspecify.annotations.NullMarked;
