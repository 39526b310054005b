@NullMarked
package io.kedge.server.backup;

import org.jspecify.annotations.NullMarked;
