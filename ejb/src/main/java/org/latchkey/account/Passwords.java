package org.latchkey.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import org.wildfly.security.password.PasswordFactory;
import org.wildfly.security.password.WildFlyElytronPasswordProvider;
import org.wildfly.security.password.interfaces.BCryptPassword;
import org.wildfly.security.password.spec.EncryptablePasswordSpec;
import org.wildfly.security.password.spec.IteratedSaltedPasswordAlgorithmSpec;
import org.wildfly.security.password.util.ModularCrypt;

/** Hashes what people choose, in the form that Elytron's jdbc-realm reads. Safe for use by several threads. */
public final class Passwords {

    /** The fewest characters of a password. */
    public static final int SHORTEST = 12;

    /** The most bytes of a password in UTF-8: bcrypt takes no account of more. */
    public static final int LONGEST_BYTES = 72;

    private static final int COST = 12;

    private Passwords() {}

    /** Whether a password may be chosen. */
    public static boolean acceptable(String password) {
        return password.codePointCount(0, password.length()) >= SHORTEST
                && password.getBytes(UTF_8).length <= LONGEST_BYTES;
    }

    /** The bcrypt hash of a password, with a new salt, in modular crypt format. */
    public static String hash(String password, SecureRandom random) {
        byte[] salt = new byte[BCryptPassword.BCRYPT_SALT_SIZE];
        random.nextBytes(salt);
        EncryptablePasswordSpec spec = new EncryptablePasswordSpec(
                password.toCharArray(), new IteratedSaltedPasswordAlgorithmSpec(COST, salt), UTF_8);
        try {
            PasswordFactory bcrypt = PasswordFactory.getInstance(
                    BCryptPassword.ALGORITHM_BCRYPT, WildFlyElytronPasswordProvider.getInstance());
            return ModularCrypt.encodeAsString(bcrypt.generatePassword(spec));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Elytron has no bcrypt", e);
        }
    }
}
