package org.latchkey.whole;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.zip.CRC32;

/** Keys as an attacker makes them, who knows an id and how checksums are computed. */
final class ForgedKey {

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private ForgedKey() {}

    static String of(UUID id, SecureRandom random) {
        String unchecked = "apik:" + id + ":" + base62(new BigInteger(256, random), 43);
        CRC32 crc = new CRC32();
        crc.update(unchecked.getBytes(US_ASCII));
        return unchecked + base62(BigInteger.valueOf(crc.getValue()), 6);
    }

    private static String base62(BigInteger number, int length) {
        StringBuilder digits = new StringBuilder();
        BigInteger rest = number;
        while (digits.length() < length) {
            BigInteger[] parts = rest.divideAndRemainder(BigInteger.valueOf(DIGITS.length()));
            digits.append(DIGITS.charAt(parts[1].intValue()));
            rest = parts[0];
        }
        return digits.reverse().toString();
    }
}
