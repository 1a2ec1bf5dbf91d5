package org.latchkey.apikey;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.latchkey.account.Access;
import org.latchkey.account.Permission;
import org.latchkey.credential.ApiKey;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;
import org.latchkey.realm.CallerSeal;

/**
 * Makes keys for programs that may ask for the same one twice, as after an answer that was lost on its way.
 *
 * <p>The answer is kept for a day, sealed with what only the caller has; it is written in the transaction that makes the
 * key, so that neither is ever there without the other. What was refused is not kept.
 */
@Stateless
@RolesAllowed(Access.KEY_ROLE)
public class RepeatableCreates {

    /** The code of the conflict where an idempotency key is used for another request. */
    public static final String REUSED = "idempotency_key_reused";

    private static final Pattern SHAPE = Pattern.compile("[!-~]{8,255}");

    @Inject
    private Access access;

    @Inject
    private ApiKeys keys;

    @Inject
    private KeyList list;

    @Inject
    private SealedAnswers answers;

    @Inject
    private SecureRandom random;

    /**
     * Makes a key as {@link ApiKeys#create} does, or answers as it was answered the first time.
     *
     * @param idempotencyKey by which the caller names what it asks for, 8 to 255 visible ASCII characters
     * @param request all that was asked for, to tell another request by
     * @param seal of the caller
     * @param answer writes the answer for a new key
     * @throws Invalid where the idempotency key is malformed ({@code malformed})
     * @throws Conflict where it belongs to another request of the last day ({@link #REUSED}), or the same is being asked
     *     for at this moment ({@code idempotency_key_in_use}), or was with another secret of the caller ({@code
     *     idempotency_key_sealed})
     */
    public String create(
            long companyId,
            NewKey wanted,
            String idempotencyKey,
            byte[] request,
            CallerSeal seal,
            BiFunction<ApiKey, KeySummary, String> answer) {
        access.require(companyId, Permission.API_ACCESS_CHANGE);
        if (!SHAPE.matcher(idempotencyKey).matches()) {
            throw new Invalid(List.of(new Violation("Idempotency-Key", "malformed")));
        }
        UUID caller = access.caller().key().orElseThrow();
        byte[] id = sha256((caller + " " + idempotencyKey).getBytes(UTF_8));
        byte[] asked = sha256(request);
        SealedAnswers.Known known = answers.claim(id, asked).orElse(null);
        if (known == null) {
            ApiKey key = keys.create(companyId, wanted);
            String first = answer.apply(key, list.get(key.id()));
            answers.keep(id, seal.seal(first.getBytes(UTF_8), id, random));
            return first;
        }
        if (!MessageDigest.isEqual(known.request(), asked)) {
            throw new Conflict(REUSED, "This Idempotency-Key was used for another request.");
        }
        try {
            return new String(seal.open(known.sealed(), id), UTF_8);
        } catch (GeneralSecurityException e) {
            throw new Conflict(
                    "idempotency_key_sealed",
                    "The key was made. Its value can be read again only with the secret that asked for it.");
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
