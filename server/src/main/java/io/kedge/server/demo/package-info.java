/// What only a demonstration has: the stories of the packs, with the names of their people.
@NullMarked
package io.kedge.server.demo;

import org.jspecify.annotations.NullMarked;
