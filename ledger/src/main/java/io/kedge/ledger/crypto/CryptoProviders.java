package io.kedge.ledger.crypto;

import java.security.Provider;
import java.security.Security;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;

/// Which libraries verify signatures.
///
/// Amazon Corretto (ACCP) where its native library loads. Without it: the JDK's SunEC for Ed25519,
/// about 17 times slower with the same verdicts, and BouncyCastle for P-256. BouncyCastle never
/// verifies Ed25519: it accepts signatures that the others refuse (ledger.md, findings 2 to 4).
public final class CryptoProviders {
  /// The system property that forces the fallback when set to `sunec`.
  public static final String PROPERTY = "io.kedge.crypto";

  private static final System.Logger LOG = System.getLogger(CryptoProviders.class.getName());
  private static final String ACCP =
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

  private final String name;
  private final Provider ed25519;
  private final Provider p256;
  private final boolean fast;

  private CryptoProviders(String name, Provider ed25519, Provider p256, boolean fast) {
    this.name = name;
    this.ed25519 = ed25519;
    this.p256 = p256;
    this.fast = fast;
  }

  /// The providers of this process, chosen once. Where only the slow ones are there, a warning is
  /// logged, once.
  public static CryptoProviders chosen() {
    return Chosen.PROVIDERS;
  }

  /// ACCP, if it works on this machine.
  public static Optional<CryptoProviders> accp() {
    try {
      Class<?> type = Class.forName(ACCP);
      Provider provider = (Provider) type.getField("INSTANCE").get(null);
      if (type.getMethod("getLoadingError").invoke(provider) != null) {
        return Optional.empty();
      }
      String name = "ACCP " + provider.getVersionStr();
      return Optional.of(new CryptoProviders(name, provider, provider, true));
    } catch (ReflectiveOperationException | LinkageError e) {
      LOG.log(System.Logger.Level.DEBUG, "ACCP is not usable", e);
      return Optional.empty();
    }
  }

  /// SunEC for Ed25519, BouncyCastle for P-256.
  public static CryptoProviders fallback() {
    Provider sunEc = Security.getProvider("SunEC");
    if (sunEc == null) {
      throw new IllegalStateException("this JDK has no SunEC provider");
    }
    Provider bouncyCastle = new BouncyCastleProvider();
    String name = "SunEC + BouncyCastle " + bouncyCastle.getVersionStr();
    return new CryptoProviders(name, sunEc, bouncyCastle, false);
  }

  /// Name and version, for people: `ACCP 2.5.0` or `SunEC + BouncyCastle 1.86`.
  public String name() {
    return name;
  }

  /// True for the native provider.
  public boolean fast() {
    return fast;
  }

  Provider ed25519() {
    return ed25519;
  }

  Provider p256() {
    return p256;
  }

  static CryptoProviders choose(@Nullable String setting) {
    boolean forced = "sunec".equals(setting);
    Optional<CryptoProviders> accp = forced ? Optional.empty() : accp();
    return accp.orElseGet(
        () -> {
          CryptoProviders slow = fallback();
          String why = forced ? "-D" + PROPERTY + "=sunec" : "ACCP does not load here";
          LOG.log(
              System.Logger.Level.WARNING,
              "slow signature checks by {0}: {1}; same verdicts, about 1,400 a second per core",
              slow.name,
              why);
          return slow;
        });
  }

  private static final class Chosen {
    private static final CryptoProviders PROVIDERS = choose(System.getProperty(PROPERTY));
  }
}
