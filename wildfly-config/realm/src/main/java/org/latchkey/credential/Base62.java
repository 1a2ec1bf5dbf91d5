package org.latchkey.credential;

import java.math.BigInteger;

/** Digits, then capitals, then small letters: no character that a URL, a shell or a double-click would split. */
final class Base62 {

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());

    private Base62() {}

    static boolean isCharacter(char c) {
        return isDigit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static String encode(byte[] unsigned, int length) {
        return encode(new BigInteger(1, unsigned), length);
    }

    static String encode(long notNegative, int length) {
        char[] digits = new char[length];
        long rest = notNegative;
        for (int i = length - 1; i >= 0; i--) {
            digits[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
            rest /= ALPHABET.length();
        }
        return new String(digits);
    }

    private static String encode(BigInteger number, int length) {
        char[] digits = new char[length];
        BigInteger rest = number;
        for (int i = length - 1; i >= 0; i--) {
            BigInteger[] quotient = rest.divideAndRemainder(BASE);
            digits[i] = ALPHABET.charAt(quotient[1].intValue());
            rest = quotient[0];
        }
        return new String(digits);
    }
}
