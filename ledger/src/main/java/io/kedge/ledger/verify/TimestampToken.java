package io.kedge.ledger.verify;

import io.kedge.kernel.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;

/// A time-stamp token (RFC 3161), as it is or inside the response it came in. The format is read by
/// BouncyCastle; what is acceptable is decided here.
final class TimestampToken {
  private static final int SIZE_MAX = 1 << 20;
  private static final int SIGNED_DATA_VERSION_MIN = 3;
  private static final int SIGNED_DATA_VERSION_MAX = 5;

  /// The hashes of imprints and signatures.
  static final List<ASN1ObjectIdentifier> HASHES =
      List.of(
          NISTObjectIdentifiers.id_sha256,
          NISTObjectIdentifiers.id_sha384,
          NISTObjectIdentifiers.id_sha512);

  private final TimeStampToken token;
  private final TSTInfo content;

  private TimestampToken(TimeStampToken token) {
    this.token = token;
    this.content = token.getTimeStampInfo().toASN1Structure();
  }

  /// Reads a token or a response.
  static TimestampToken parse(Bytes bytes) throws ProbeException {
    if (bytes.size() == 0 || bytes.size() > SIZE_MAX) {
      throw ProbeException.rejected(RejectReason.TOKEN_UNREADABLE);
    }
    try {
      ASN1Sequence outer =
          ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(bytes.unsafeArray()));
      boolean bare = outer.getObjectAt(0) instanceof ASN1ObjectIdentifier;
      ContentInfo token = bare ? ContentInfo.getInstance(outer) : granted(outer);
      requireForm(token);
      return new TimestampToken(new TimeStampToken(token));
    } catch (IOException | TSPException | RuntimeException e) { // any mistake in the encoding
      throw ProbeException.rejected(RejectReason.TOKEN_UNREADABLE);
    }
  }

  /// What RFC 5652 fixes and no signature covers: the type, the versions, the list of digests.
  private static void requireForm(ContentInfo token) throws ProbeException {
    SignedData signed = SignedData.getInstance(token.getContent());
    SignerInfo signer = SignerInfo.getInstance(signed.getSignerInfos().getObjectAt(0));
    boolean byKeyId = signer.getSID().getId() instanceof ASN1OctetString;
    boolean inForm =
        token.getContentType().equals(CMSObjectIdentifiers.signedData)
            && signed.getVersion().intValueExact() >= SIGNED_DATA_VERSION_MIN
            && signed.getVersion().intValueExact() <= SIGNED_DATA_VERSION_MAX
            && signer.getVersion().hasValue(byKeyId ? 3 : 1)
            && lists(signed.getDigestAlgorithms(), signer.getDigestAlgorithm().getAlgorithm());
    if (!inForm) {
      throw ProbeException.rejected(RejectReason.TOKEN_UNREADABLE);
    }
  }

  private static boolean lists(ASN1Set algorithms, ASN1ObjectIdentifier wanted) {
    for (ASN1Encodable algorithm : algorithms) {
      if (AlgorithmIdentifier.getInstance(algorithm).getAlgorithm().equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  private static ContentInfo granted(ASN1Sequence response) throws ProbeException {
    TimeStampResp resp = TimeStampResp.getInstance(response);
    BigInteger status = resp.getStatus().getStatus();
    boolean granted = status.equals(BigInteger.ZERO) || status.equals(BigInteger.ONE);
    if (!granted || resp.getTimeStampToken() == null) {
      throw ProbeException.rejected(RejectReason.TOKEN_NOT_GRANTED);
    }
    return resp.getTimeStampToken();
  }

  /// Checks everything: content, imprint, signature, signer's certificate, path to a root.
  void verify(Bytes data, TrustedRoots roots) throws ProbeException {
    requireContent();
    requireImprint(data);
    new TimestampSigner(token).verify(roots);
  }

  private void requireContent() throws ProbeException {
    Extensions extensions = content.getExtensions();
    boolean critical = extensions != null && extensions.getCriticalExtensionOIDs().length > 0;
    if (!content.getVersion().hasValue(1) || critical) {
      throw ProbeException.rejected(RejectReason.TOKEN_CONTENT);
    }
  }

  private void requireImprint(Bytes data) throws ProbeException {
    AlgorithmIdentifier hash = content.getMessageImprint().getHashAlgorithm();
    if (!HASHES.contains(hash.getAlgorithm())) {
      throw ProbeException.rejected(RejectReason.IMPRINT_ALGORITHM);
    }
    byte[] digest = digest(hash.getAlgorithm(), data.unsafeArray());
    if (!Arrays.equals(digest, content.getMessageImprint().getHashedMessage())) {
      throw ProbeException.rejected(RejectReason.IMPRINT_DIFFERS);
    }
  }

  private static byte[] digest(ASN1ObjectIdentifier hash, byte[] data) {
    try {
      return MessageDigest.getInstance(hash.getId()).digest(data);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-2", e);
    }
  }
}
