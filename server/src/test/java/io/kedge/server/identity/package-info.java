/// Tests of the user centre, most of them through HTTP.
@org.jspecify.annotations.NullMarked
package io.kedge.server.identity;
