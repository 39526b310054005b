package io.kedge.ledger.verify;

import java.security.Provider;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;

/// Who made a time-stamp token: its signature, the certificate it names (ESSCertID, RFC 5816), what
/// that certificate is for, and whether a root vouches for it.
final class TimestampSigner {
  private static final int CERTIFICATES_MAX = 32;

  private static final Provider PROVIDER = new BouncyCastleProvider();

  private static final List<ASN1ObjectIdentifier> SIGNATURES =
      List.of(
          PKCSObjectIdentifiers.rsaEncryption,
          PKCSObjectIdentifiers.sha256WithRSAEncryption,
          PKCSObjectIdentifiers.sha384WithRSAEncryption,
          PKCSObjectIdentifiers.sha512WithRSAEncryption,
          X9ObjectIdentifiers.id_ecPublicKey,
          X9ObjectIdentifiers.ecdsa_with_SHA256,
          X9ObjectIdentifiers.ecdsa_with_SHA384,
          X9ObjectIdentifiers.ecdsa_with_SHA512,
          EdECObjectIdentifiers.id_Ed25519);

  private final TimeStampToken token;
  private final SignerInformation signer;
  private final List<X509CertificateHolder> certificates;

  TimestampSigner(TimeStampToken token) {
    this.token = token;
    this.signer = token.toCMSSignedData().getSignerInfos().getSigners().iterator().next();
    this.certificates = new ArrayList<>(token.getCertificates().getMatches(null));
  }

  void verify(TrustedRoots roots) throws ProbeException {
    if (certificates.size() > CERTIFICATES_MAX) {
      throw ProbeException.rejected(RejectReason.TOKEN_UNREADABLE);
    }
    if (!isStrong()) {
      throw ProbeException.rejected(RejectReason.TOKEN_ALGORITHM);
    }
    X509CertificateHolder made = maker(roots);
    if (!roots.reachedFrom(made, certificates, token.getTimeStampInfo().getGenTime())) {
      throw ProbeException.rejected(RejectReason.CHAIN_NOT_TRUSTED);
    }
  }

  private boolean isStrong() {
    AlgorithmIdentifier algorithm = signer.toASN1Structure().getDigestEncryptionAlgorithm();
    return TimestampToken.HASHES.contains(signer.getDigestAlgorithmID().getAlgorithm())
        && (SIGNATURES.contains(algorithm.getAlgorithm()) || isStrongPss(algorithm));
  }

  private static boolean isStrongPss(AlgorithmIdentifier algorithm) {
    ASN1Encodable parameters = algorithm.getParameters();
    return algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_RSASSA_PSS)
        && parameters != null
        && TimestampToken.HASHES.contains(
            RSASSAPSSparams.getInstance(parameters).getHashAlgorithm().getAlgorithm());
  }

  /// The certificate that made the token: one of those the token names that are in it or among the
  /// roots. Two of the same name are tried one after the other.
  private X509CertificateHolder maker(TrustedRoots roots) throws ProbeException {
    var named = new ArrayList<X509CertificateHolder>();
    certificates.stream().filter(token.getSID()::match).forEach(named::add);
    roots.holders().stream().filter(token.getSID()::match).forEach(named::add);
    RejectReason reason = RejectReason.SIGNER_UNKNOWN;
    for (X509CertificateHolder certificate : named) {
      Optional<RejectReason> against = against(certificate);
      if (against.isEmpty()) {
        return certificate;
      }
      reason = against.get();
    }
    throw ProbeException.rejected(reason);
  }

  private Optional<RejectReason> against(X509CertificateHolder certificate) {
    SignerInformationVerifier verifier;
    try {
      verifier = new JcaSimpleSignerInfoVerifierBuilder().setProvider(PROVIDER).build(certificate);
      if (!token.isSignatureValid(verifier)) {
        return Optional.of(RejectReason.TOKEN_SIGNATURE);
      }
    } catch (TSPException
        | OperatorCreationException
        | CertificateException
        | RuntimeException e) { // the key or the signature is not in form
      return Optional.of(RejectReason.TOKEN_SIGNATURE);
    }
    try {
      token.validate(verifier); // ESSCertID, extended key usage, validity at that time
      return maySign(certificate) ? Optional.empty() : Optional.of(RejectReason.SIGNER_UNFIT);
    } catch (TSPException | RuntimeException e) {
      return Optional.of(RejectReason.SIGNER_UNFIT);
    }
  }

  /// True where the certificate has no key usage or one that is for signatures.
  private static boolean maySign(X509CertificateHolder certificate) {
    KeyUsage usage = KeyUsage.fromExtensions(certificate.getExtensions());
    return usage == null
        || usage.hasUsages(KeyUsage.digitalSignature)
        || usage.hasUsages(KeyUsage.nonRepudiation);
  }
}
