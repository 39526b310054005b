package io.kedge.server.identity;

import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Roles and permissions as data: the operator changes them, and each change is recorded.
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class PermissionController {
  private final Permissions permissions;
  private final IdentityEvents events;

  PermissionController(Permissions permissions, IdentityEvents events) {
    this.permissions = permissions;
    this.events = events;
  }

  /// A role's names and all that it may do from now on.
  record RoleChange(String zh, String en, Set<String> permissions) {}

  @GetMapping("/permissions")
  @Access("permission:read")
  List<Permissions.Named> listPermissions() {
    return permissions.all();
  }

  @GetMapping("/roles")
  @Access("permission:read")
  List<Permissions.RoleRow> listRoles() {
    return permissions.roles();
  }

  /// Makes a role of this server, or changes what it may do.
  @PutMapping(path = "/roles/{name}", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Access("permission:manage")
  void putRole(Caller caller, @PathVariable String name, @RequestBody RoleChange body) {
    Set<String> wanted = Optional.ofNullable(body.permissions()).orElse(Set.of());
    if (body.zh() != null && body.en() != null) {
      permissions.putRole(name, body.zh(), body.en());
    }
    permissions.set(name, wanted);
    events.add(
        Optional.of(caller.account()),
        Optional.of(caller.account()),
        "ROLE_SET",
        name + " " + wanted);
  }
}
