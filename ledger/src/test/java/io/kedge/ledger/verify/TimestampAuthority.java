package io.kedge.ledger.verify;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.MessageImprint;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.CollectionStore;
import org.jspecify.annotations.Nullable;

/// Issues certificates and time stamps, right ones and wrong ones.
final class TimestampAuthority {
  private static final ASN1ObjectIdentifier POLICY = new ASN1ObjectIdentifier("1.2.3.4.1");

  /// A key with its certificate.
  record Certified(KeyPair keys, X509CertificateHolder certificate) {
    Bytes der() {
      try {
        return Bytes.wrap(certificate.getEncoded());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// What a certificate says.
  record Profile(
      String name, String from, String to, int usage, boolean critical, List<KeyPurposeId> uses) {
    static Profile timestamping(String name) {
      return new Profile(
          name,
          "2020-01-01",
          "2040-01-01",
          KeyUsage.digitalSignature,
          true,
          List.of(KeyPurposeId.id_kp_timeStamping));
    }

    static Profile issuing(String name) {
      return new Profile(
          name,
          "2020-01-01",
          "2040-01-01",
          KeyUsage.keyCertSign | KeyUsage.cRLSign,
          false,
          List.of());
    }

    Profile purposes(boolean isCritical, KeyPurposeId... purposes) {
      return new Profile(name, from, to, usage, isCritical, List.of(purposes));
    }

    Profile valid(String since, String until) {
      return new Profile(name, since, until, usage, critical, uses);
    }

    Profile withoutKeyUsage() {
      return new Profile(name, from, to, 0, critical, uses);
    }

    Profile keyUsageCertificatesOnly() {
      return new Profile(name, from, to, KeyUsage.keyEncipherment, critical, uses);
    }
  }

  private long serial = 1;

  Certified root(String name, String from, String to) {
    KeyPair keys = keys();
    var profile = Profile.issuing(name).valid(from, to);
    return new Certified(keys, certificate(profile, keys, new X500Name("CN=" + name), keys));
  }

  Certified certify(Profile profile, Certified issuer) {
    KeyPair keys = keys();
    return new Certified(
        keys, certificate(profile, keys, issuer.certificate().getSubject(), issuer.keys()));
  }

  private static KeyPair keys() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509CertificateHolder certificate(
      Profile profile, KeyPair keys, X500Name issuer, KeyPair issuerKeys) {
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              issuer,
              BigInteger.valueOf(serial++),
              date(profile.from()),
              date(profile.to()),
              new X500Name("CN=" + profile.name()),
              keys.getPublic());
      boolean issues = (profile.usage() & KeyUsage.keyCertSign) != 0;
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(issues));
      if (profile.usage() != 0) {
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(profile.usage()));
      }
      if (!profile.uses().isEmpty()) {
        var uses = new ExtendedKeyUsage(profile.uses().toArray(KeyPurposeId[]::new));
        builder.addExtension(Extension.extendedKeyUsage, profile.critical(), uses);
      }
      return builder.build(signer(issuerKeys));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static ContentSigner signer(KeyPair keys) throws Exception {
    return new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
  }

  private static Date date(String day) {
    return Date.from(Instant.parse(day + "T00:00:00Z"));
  }

  /// A token with the certificate that made it, and others.
  Bytes stamp(Certified tsa, Instant time, Bytes data, Certified... others) {
    return stamp(tsa, time, data, null, others);
  }

  /// A token whose content carries an extension nobody knows.
  Bytes stampWithExtension(Certified tsa, Instant time, Bytes data, boolean critical) {
    ASN1OctetString value = new DEROctetString(new byte[] {5, 0});
    var extension = new Extension(new ASN1ObjectIdentifier("1.2.3.4.9"), critical, value);
    return stamp(tsa, time, data, new Extensions(extension));
  }

  /// A token that names another certificate than the one whose key signed it.
  Bytes stampNaming(Certified tsa, Certified named, Instant time, Bytes data) {
    return token(tsa, named, content(time, data, null), List.of(tsa.certificate()));
  }

  private Bytes stamp(
      Certified tsa,
      Instant time,
      Bytes data,
      @Nullable Extensions extensions,
      Certified... others) {
    List<X509CertificateHolder> certificates = new ArrayList<>();
    certificates.add(tsa.certificate());
    for (Certified other : others) {
      certificates.add(other.certificate());
    }
    return token(tsa, tsa, content(time, data, extensions), certificates);
  }

  private TSTInfo content(Instant time, Bytes data, @Nullable Extensions extensions) {
    var sha256 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);
    return new TSTInfo(
        POLICY,
        new MessageImprint(sha256, Digest.of(data).bytes().toArray()),
        new ASN1Integer(serial++),
        new ASN1GeneralizedTime(Date.from(time)),
        null,
        null,
        null,
        null,
        extensions);
  }

  /// Built by hand: a library that makes time stamps would refuse to make wrong ones.
  private static Bytes token(
      Certified tsa, Certified named, TSTInfo content, List<X509CertificateHolder> certificates) {
    try {
      var id = new ESSCertIDv2(Digest.of(named.der()).bytes().toArray());
      var signing = new SigningCertificateV2(new ESSCertIDv2[] {id});
      var attributes = new ASN1EncodableVector();
      attributes.add(
          new Attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2, new DERSet(signing)));
      var standard = new DefaultSignedAttributeTableGenerator(new AttributeTable(attributes));
      var generator = new CMSSignedDataGenerator();
      generator.addSignerInfoGenerator(
          new JcaSimpleSignerInfoGeneratorBuilder()
              .setSignedAttributeGenerator(
                  parameters ->
                      standard.getAttributes(parameters).remove(CMSAttributes.signingTime))
              .build("SHA256withECDSA", tsa.keys().getPrivate(), tsa.certificate()));
      generator.addCertificates(new CollectionStore<>(certificates));
      var stamped =
          new CMSProcessableByteArray(PKCSObjectIdentifiers.id_ct_TSTInfo, content.getEncoded());
      return Bytes.wrap(generator.generate(stamped, true).getEncoded("DER"));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /// A response of any status that carries a token.
  Bytes response(Bytes token, int status) {
    try {
      var info = new DERSequence(new ASN1Integer(status));
      var both =
          new DERSequence(new ASN1Encodable[] {info, ContentInfo.getInstance(token.toArray())});
      return Bytes.wrap(both.getEncoded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
