/// Scenario packs: folders a domain expert can read, run step by step against any target.
@NullMarked
package io.kedge.scenario;

import org.jspecify.annotations.NullMarked;
