package io.kedge.server.notification;

import io.kedge.server.api.Problem;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Says where webhooks may go: over HTTPS to public addresses only, so that nobody has the server
/// reach into the network it stands in. `kedge.webhook.private-targets` allows any address and
/// plain HTTP.
@Component
final class TargetGuard {
  private final boolean privateTargets;

  TargetGuard(@Value("${kedge.webhook.private-targets:false}") boolean privateTargets) {
    this.privateTargets = privateTargets;
  }

  /// The form of a target, without asking for its address.
  ///
  /// @throws Problem [NotificationProblem#TARGET_NOT_ALLOWED]
  URI require(String target) {
    URI uri;
    try {
      uri = URI.create(target);
    } catch (IllegalArgumentException e) {
      throw notAllowed("not a web address");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean schemeFits = scheme.equals("https") || (privateTargets && scheme.equals("http"));
    if (!schemeFits
        || uri.getHost() == null
        || uri.getUserInfo() != null
        || uri.getFragment() != null) {
      throw notAllowed("https://host/path is wanted, without user or fragment");
    }
    return uri;
  }

  /// The address to connect to. It is asked for once, and the connection goes to exactly this one,
  /// so that a name that changes its address in between gains nothing.
  ///
  /// @throws Problem [NotificationProblem#TARGET_NOT_ALLOWED] where any address of the name is not
  ///     public
  InetAddress resolve(URI target) throws UnknownHostException {
    InetAddress[] found = InetAddress.getAllByName(target.getHost());
    for (InetAddress address : found) {
      if (!privateTargets && !isPublic(address)) {
        throw notAllowed("not a public address");
      }
    }
    return found[0];
  }

  /// True for an address that belongs to the public internet.
  static boolean isPublic(InetAddress address) {
    if (address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    return switch (address) {
      case Inet4Address _ -> isPublic(bytes, 0);
      case Inet6Address _ -> isPublic6(bytes);
      default -> false;
    };
  }

  /// RFC 6890: what is not reserved for this network, carriers, tests, documentation or later use.
  private static boolean isPublic(byte[] bytes, int at) {
    int a = bytes[at] & 0xff;
    int b = bytes[at + 1] & 0xff;
    int c = bytes[at + 2] & 0xff;
    return !(a == 0
        || a == 10
        || a == 127
        || a >= 224
        || (a == 100 && b >= 64 && b < 128)
        || (a == 169 && b == 254)
        || (a == 172 && b >= 16 && b < 32)
        || (a == 192 && b == 168)
        || (a == 192 && b == 0 && (c == 0 || c == 2))
        || (a == 198 && (b == 18 || b == 19))
        || (a == 198 && b == 51 && c == 100)
        || (a == 203 && b == 0 && c == 113));
  }

  /// Only global unicast, 2000::/3; of it neither documentation nor what wraps an IPv4 address.
  private static boolean isPublic6(byte[] bytes) {
    int first = ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
    int second = ((bytes[2] & 0xff) << 8) | (bytes[3] & 0xff);
    if (first == 0x2002) {
      return isPublic(bytes, 2); // 6to4
    }
    return (first & 0xe000) == 0x2000 && !(first == 0x2001 && (second < 0x200 || second == 0xdb8));
  }

  private static Problem notAllowed(String why) {
    return new Problem(NotificationProblem.TARGET_NOT_ALLOWED, why);
  }
}
