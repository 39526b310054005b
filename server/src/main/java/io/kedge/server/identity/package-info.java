/// Who is this request: accounts, login, sessions, keys of programs, registration and verification
/// of identity, organisations and permissions.
@NullMarked
package io.kedge.server.identity;

import org.jspecify.annotations.NullMarked;
