/// Kedge: the words of the domain and its rules, one package for each concept.
@NullMarked
package io.kedge;

import org.jspecify.annotations.NullMarked;
