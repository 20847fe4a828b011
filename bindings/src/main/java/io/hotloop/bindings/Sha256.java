package io.hotloop.bindings;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash by which cached libraries are named and compared. */
public final class Sha256 {
    private Sha256() {}

    /**
     * Hashes bytes.
     *
     * @param content the bytes
     * @return 64 hexadecimal digits
     */
    public static String of(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
