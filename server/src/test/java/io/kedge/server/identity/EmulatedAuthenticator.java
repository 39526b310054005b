package io.kedge.server.identity;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// A security key in memory: one P-256 credential, no attestation (WebAuthn Level 3 §6).
final class EmulatedAuthenticator {
  private static final int PRESENT_AND_VERIFIED = 0x05;
  private static final int ATTESTED = 0x40;

  private final KeyPair pair;
  private final byte[] credentialId = new byte[16];
  private int counter;

  EmulatedAuthenticator() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    pair = generator.generateKeyPair();
    new java.security.SecureRandom().nextBytes(credentialId);
  }

  void countTo(int value) {
    counter = value;
  }

  /// What `navigator.credentials.create` gives a page.
  String create(URI origin, String challenge) throws GeneralSecurityException {
    var out = new ByteArrayOutputStream();
    out.writeBytes(authenticatorData(origin, PRESENT_AND_VERIFIED | ATTESTED));
    out.writeBytes(new byte[16]);
    out.writeBytes(new byte[] {0, (byte) credentialId.length});
    out.writeBytes(credentialId);
    out.writeBytes(coseKey());
    byte[] data = out.toByteArray();
    var object = new ByteArrayOutputStream();
    object.writeBytes(new byte[] {(byte) 0xA3, 0x63, 'f', 'm', 't', 0x64, 'n', 'o', 'n', 'e'});
    object.writeBytes(new byte[] {0x67, 'a', 't', 't', 'S', 't', 'm', 't', (byte) 0xA0});
    object.writeBytes(new byte[] {0x68, 'a', 'u', 't', 'h', 'D', 'a', 't', 'a', 0x58});
    object.write(data.length);
    object.writeBytes(data);
    return credential(
        Map.of(
            "clientDataJSON", Base64Url.of(clientData("webauthn.create", origin, challenge)),
            "attestationObject", Base64Url.of(object.toByteArray())));
  }

  /// What `navigator.credentials.get` gives a page.
  String get(URI origin, String challenge) throws GeneralSecurityException {
    counter++;
    byte[] data = authenticatorData(origin, PRESENT_AND_VERIFIED);
    byte[] client = clientData("webauthn.get", origin, challenge);
    Signature signer = Signature.getInstance("SHA256withECDSA");
    signer.initSign(pair.getPrivate());
    signer.update(data);
    signer.update(sha256(client));
    return credential(
        Map.of(
            "clientDataJSON", Base64Url.of(client),
            "authenticatorData", Base64Url.of(data),
            "signature", Base64Url.of(signer.sign())));
  }

  private String credential(Map<String, String> response) {
    return JsonMapper.shared()
        .writeValueAsString(
            Map.of(
                "id", Base64Url.of(credentialId),
                "rawId", Base64Url.of(credentialId),
                "type", "public-key",
                "clientExtensionResults", Map.of(),
                "response", response));
  }

  private byte[] authenticatorData(URI origin, int flags) throws GeneralSecurityException {
    return ByteBuffer.allocate(37)
        .put(sha256(origin.getHost().getBytes(StandardCharsets.UTF_8)))
        .put((byte) flags)
        .putInt(counter)
        .array();
  }

  private static byte[] clientData(String type, URI origin, String challenge) {
    return "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":false}"
        .formatted(type, challenge, origin)
        .getBytes(StandardCharsets.UTF_8);
  }

  /// COSE_Key of kty EC2, alg ES256, crv P-256 (RFC 9053 §7.1).
  private byte[] coseKey() {
    var point = ((ECPublicKey) pair.getPublic()).getW();
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0xA5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32});
    out.writeBytes(coordinate(point.getAffineX().toByteArray()));
    out.writeBytes(new byte[] {0x22, 0x58, 32});
    out.writeBytes(coordinate(point.getAffineY().toByteArray()));
    return out.toByteArray();
  }

  private static byte[] coordinate(byte[] number) {
    byte[] fixed = new byte[32];
    byte[] tail = Arrays.copyOfRange(number, Math.max(0, number.length - 32), number.length);
    System.arraycopy(tail, 0, fixed, 32 - tail.length, tail.length);
    return fixed;
  }

  private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }
}
