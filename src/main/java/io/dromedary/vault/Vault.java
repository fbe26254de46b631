package io.dromedary.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals personal values and codes for the database (AES-256-GCM), and tags them with a keyed hash
 * (HMAC-SHA-256) by which they are found again without being readable.
 *
 * <p>Both keys come from one master key of 32 bytes by HKDF. A sealed value is
 *
 * <pre>version (1 byte) · key id (4) · nonce (12) · ciphertext with authentication tag (n + 16)
 * </pre>
 *
 * where version and key id are authenticated too. Sealing the same value twice gives different
 * bytes; tagging it twice gives the same tag. Nonces are random, which is safe for some four
 * thousand million values under one key (NIST SP 800-38D, 8.3).
 *
 * <p>Safe for any number of threads.
 */
public final class Vault {

  /** Length in bytes of a master key. */
  public static final int MASTER_KEY_LENGTH = 32;

  private static final String AES_GCM = "AES/GCM/NoPadding";
  private static final String HMAC = "HmacSHA256";
  private static final byte VERSION = 1;
  private static final int KEY_ID_LENGTH = 4;
  private static final int NONCE_LENGTH = 12;
  private static final int TAG_BITS = 128;
  private static final int ASSOCIATED_LENGTH = 1 + KEY_ID_LENGTH;
  private static final int HEADER_LENGTH = ASSOCIATED_LENGTH + NONCE_LENGTH;

  /** Looking a cipher up costs more than sealing a phone number; a thread's own is reused. */
  private static final ThreadLocal<Cipher> CIPHER = ThreadLocal.withInitial(Vault::cipher);

  private final SecureRandom random = new SecureRandom();
  private final SecretKey sealingKey;
  private final Mac tagging;
  private final byte[] associated;

  private Vault(byte[] masterKey) {
    Hkdf keys = Hkdf.extract("dromedary/vault".getBytes(UTF_8), masterKey);
    sealingKey = new SecretKeySpec(keys.expand("seal/aes-256-gcm", 32), "AES");
    tagging = mac(new SecretKeySpec(keys.expand("tag/hmac-sha-256", 32), HMAC));
    associated =
        ByteBuffer.allocate(ASSOCIATED_LENGTH)
            .put(VERSION)
            .put(keys.expand("key-id", KEY_ID_LENGTH))
            .array();
  }

  /**
   * A vault under this key.
   *
   * @param masterKey exactly 32 random bytes, see {@link VaultKeys}
   * @throws VaultException when the key has another length
   */
  public static Vault of(byte[] masterKey) {
    if (masterKey.length != MASTER_KEY_LENGTH) {
      throw new VaultException(
          "A master key has %d bytes, not %d".formatted(MASTER_KEY_LENGTH, masterKey.length));
    }
    return new Vault(masterKey);
  }

  /** Encrypts; each call gives other bytes. */
  public byte[] seal(byte[] content) {
    byte[] nonce = new byte[NONCE_LENGTH];
    random.nextBytes(nonce);
    byte[] sealed = new byte[HEADER_LENGTH + content.length + TAG_BITS / 8];
    System.arraycopy(associated, 0, sealed, 0, ASSOCIATED_LENGTH);
    System.arraycopy(nonce, 0, sealed, ASSOCIATED_LENGTH, NONCE_LENGTH);
    try {
      Cipher cipher = CIPHER.get();
      cipher.init(Cipher.ENCRYPT_MODE, sealingKey, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(associated);
      cipher.doFinal(content, 0, content.length, sealed, HEADER_LENGTH);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new VaultException("Sealing failed", e);
    }
  }

  /**
   * Decrypts what {@link #seal(byte[])} gave.
   *
   * @throws VaultException when it was sealed under another key, was changed, or never was sealed
   */
  public byte[] open(byte[] sealed) {
    if (sealed.length < HEADER_LENGTH + TAG_BITS / 8 || sealed[0] != VERSION) {
      throw new VaultException("This is not a sealed value, or one of a newer version");
    }
    if (!Arrays.equals(sealed, 1, ASSOCIATED_LENGTH, associated, 1, ASSOCIATED_LENGTH)) {
      throw new VaultException(
          "Sealed under another key: start with the key that this database was written with");
    }
    try {
      Cipher cipher = CIPHER.get();
      cipher.init(
          Cipher.DECRYPT_MODE,
          sealingKey,
          new GCMParameterSpec(TAG_BITS, sealed, ASSOCIATED_LENGTH, NONCE_LENGTH));
      cipher.updateAAD(associated);
      return cipher.doFinal(sealed, HEADER_LENGTH, sealed.length - HEADER_LENGTH);
    } catch (AEADBadTagException e) {
      throw new VaultException("A sealed value was changed after it was sealed", e);
    } catch (GeneralSecurityException e) {
      throw new VaultException("Opening failed", e);
    }
  }

  /** Encrypts a text as UTF-8. */
  public byte[] sealText(String text) {
    return seal(text.getBytes(UTF_8));
  }

  /** Decrypts a text; errors as {@link #open(byte[])}. */
  public String openText(byte[] sealed) {
    return new String(open(sealed), UTF_8);
  }

  /** {@link #sealText(String)}, with {@code null} for {@code null}. */
  public byte @Nullable [] sealNullable(@Nullable String text) {
    return text == null ? null : sealText(text);
  }

  /** {@link #openText(byte[])}, with {@code null} for {@code null}. */
  public @Nullable String openNullable(byte @Nullable [] sealed) {
    return sealed == null ? null : openText(sealed);
  }

  /**
   * The keyed hash of a value, for look-ups: 43 characters of base64url. The same value has
   * unrelated tags for different purposes and under different keys.
   *
   * @param purpose what is looked up by it, for example {@code identifier}; without NUL
   */
  public String tag(String purpose, String value) {
    if (purpose.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("A purpose has no NUL character");
    }
    byte[] hash = ownTagging().doFinal((purpose + '\0' + value).getBytes(UTF_8));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }

  /** A copy, because a {@link Mac} has state; copying one is cheaper than keying a new one. */
  private Mac ownTagging() {
    try {
      return (Mac) tagging.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("This Java runtime cannot copy " + HMAC, e);
    }
  }

  private static Mac mac(SecretKey key) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime lacks " + HMAC, e);
    }
  }

  private static Cipher cipher() {
    try {
      return Cipher.getInstance(AES_GCM);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime lacks " + AES_GCM, e);
    }
  }
}
