/// Finding assets, offerings, issues, catalogue entries and parties by words, Chinese included.
@NullMarked
package io.kedge.projection.search;

import org.jspecify.annotations.NullMarked;
