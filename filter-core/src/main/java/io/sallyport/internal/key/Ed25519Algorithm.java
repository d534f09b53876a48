package io.sallyport.internal.key;

import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.SignatureGenerationException;
import com.auth0.jwt.exceptions.SignatureVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Adds Ed25519 signatures (RFC 8037) to java-jwt. Requires Java 15 at run time. */
final class Ed25519Algorithm extends Algorithm {

  static final String NAME = "EdDSA";
  static final String OTHER_NAME = "Ed25519";
  private static final String JCA_NAME = "Ed25519";
  private static final int SIGNATURE_BYTES = 64;

  private final @Nullable PublicKey publicKey;
  private final @Nullable PrivateKey privateKey;

  private Ed25519Algorithm(@Nullable PublicKey publicKey, @Nullable PrivateKey privateKey) {
    super(NAME, "Ed25519");
    this.publicKey = publicKey;
    this.privateKey = privateKey;
  }

  static Ed25519Algorithm verifying(PublicKey key) {
    return new Ed25519Algorithm(key, null);
  }

  static Ed25519Algorithm signing(PrivateKey key) {
    return new Ed25519Algorithm(null, key);
  }

  @Override
  public void verify(DecodedJWT jwt) {
    try {
      Signature signature = Signature.getInstance(JCA_NAME);
      signature.initVerify(publicKey);
      signature.update(
          (jwt.getHeader() + '.' + jwt.getPayload()).getBytes(StandardCharsets.US_ASCII));
      byte[] bytes = Base64.getUrlDecoder().decode(jwt.getSignature());
      // Java accepts a valid signature followed by a zero byte: a second text of the same token.
      if (bytes.length != SIGNATURE_BYTES || !signature.verify(bytes)) {
        throw new SignatureVerificationException(this);
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new SignatureVerificationException(this, e);
    }
  }

  @Override
  public byte[] sign(byte[] contentBytes) {
    try {
      Signature signature = Signature.getInstance(JCA_NAME);
      signature.initSign(privateKey);
      signature.update(contentBytes);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new SignatureGenerationException(this, e);
    }
  }
}
