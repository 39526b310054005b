package io.kedge.ledger.verify;

import io.kedge.kernel.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.cert.X509CertificateHolder;

/// Certificates that are trusted as they are. Paths to them are built by the JDK's PKIX (RFC 5280)
/// from what is at hand; nothing is fetched, and revocation is not looked at.
final class TrustedRoots {
  private record Root(X509Certificate certificate, X509CertificateHolder holder) {}

  private static final int VERSION_3 = 3;

  private final List<Root> roots;

  private TrustedRoots(List<Root> roots) {
    this.roots = roots;
  }

  /// Reads roots in DER.
  static TrustedRoots parse(List<Bytes> ders) throws ProbeException {
    var roots = new ArrayList<Root>();
    for (Bytes der : ders) {
      try {
        var holder = new X509CertificateHolder(der.unsafeArray());
        var certificate =
            certificate(der.unsafeArray())
                .orElseThrow(() -> ProbeException.rejected(RejectReason.ROOT_UNREADABLE));
        roots.add(new Root(certificate, holder));
      } catch (IOException | RuntimeException e) { // not a certificate
        throw ProbeException.rejected(RejectReason.ROOT_UNREADABLE);
      }
    }
    return new TrustedRoots(roots);
  }

  /// The roots themselves.
  List<X509CertificateHolder> holders() {
    return roots.stream().map(Root::holder).toList();
  }

  /// True where the certificate is a root, or certificates lead from it to one, all of them valid
  /// at
  /// that time.
  boolean reachedFrom(X509CertificateHolder from, List<X509CertificateHolder> between, Date at) {
    if (roots.stream().anyMatch(root -> root.holder().equals(from))) {
      return from.isValidOn(at);
    }
    Set<TrustAnchor> anchors = new LinkedHashSet<>();
    for (Root root : roots) {
      if (root.holder().isValidOn(at) && mayIssue(root.certificate())) {
        anchors.add(new TrustAnchor(root.certificate(), null));
      }
    }
    return !anchors.isEmpty() && pathExists(anchors, from, between, at);
  }

  private static boolean pathExists(
      Set<TrustAnchor> anchors,
      X509CertificateHolder from,
      List<X509CertificateHolder> between,
      Date at) {
    try {
      Optional<X509Certificate> target = certificate(from.getEncoded());
      if (target.isEmpty()) {
        return false;
      }
      List<Certificate> others = new ArrayList<>();
      others.add(target.get());
      for (X509CertificateHolder holder : between) {
        certificate(holder.getEncoded()).ifPresent(others::add);
      }
      var wanted = new X509CertSelector();
      wanted.setCertificate(target.get());
      var parameters = new PKIXBuilderParameters(anchors, wanted);
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(others)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(at);
      CertPathBuilder.getInstance("PKIX").build(parameters);
      return true;
    } catch (GeneralSecurityException | IOException e) {
      return false;
    }
  }

  /// A root of version 1 has no extension that could say whether it may issue.
  private static boolean mayIssue(X509Certificate root) {
    return root.getVersion() < VERSION_3 || root.getBasicConstraints() >= 0;
  }

  /// The certificate of DER bytes; empty where they are another thing or more.
  private static Optional<X509Certificate> certificate(byte[] der) {
    try {
      var factory = CertificateFactory.getInstance("X.509");
      var read = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
      return Arrays.equals(read.getEncoded(), der) ? Optional.of(read) : Optional.empty();
    } catch (CertificateException e) {
      return Optional.empty();
    }
  }
}
