package org.latchkey.realm;

import java.security.Principal;
import java.security.spec.AlgorithmParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.wildfly.security.auth.SupportLevel;
import org.wildfly.security.auth.server.RealmIdentity;
import org.wildfly.security.auth.server.SecurityRealm;
import org.wildfly.security.credential.Credential;
import org.wildfly.security.evidence.Evidence;

/**
 * The Elytron realm of API keys and access tokens, a {@code custom-realm} in the server's configuration.
 *
 * <p>Who presents a key is its owner: the principal has the owner's sign-in name. The roles are {@value #KEY_ROLE} and
 * what the key may do in its company, as {@code resource:action}: what it asks for of its owner's permissions there. The
 * attributes {@value #KEY_ATTRIBUTE} and {@value #COMPANY_ATTRIBUTE} name the key and that company; {@value
 * #EVERYWHERE_ATTRIBUTE} is there where the key acts in every company of its owner; {@value #ASKED_ATTRIBUTE} holds what it
 * asks for. {@value #EXPIRES_ATTRIBUTE} tells when the presented secret ends.
 *
 * <p>Who presents an access token is its user, in one company. The roles are {@value #TOKEN_ROLE} and what its scopes allow
 * of what the user may do there, or the key of which it comes. {@value #TOKEN_ATTRIBUTE} names the token, {@value
 * #CLIENT_ATTRIBUTE} the OAuth client to which it was issued, or {@value #KEY_ATTRIBUTE} its key: a caller with both a token
 * and a key has presented the token. {@value #SCOPES_ATTRIBUTE} and {@value #EXPIRES_ATTRIBUTE} tell of it. Safe for use by
 * several threads.
 */
public final class ApiKeyRealm implements SecurityRealm {

    /** The role of every caller that presents a key, and of nobody else. */
    public static final String KEY_ROLE = "key";

    /** The role of every caller that presents an access token, and of nobody else. */
    public static final String TOKEN_ROLE = "token";

    /** The attribute that holds the id of the key, which was presented itself or by a token of it. */
    public static final String KEY_ATTRIBUTE = "key";

    /** The attribute that holds the id of the company in which the key or the token acts. */
    public static final String COMPANY_ATTRIBUTE = "company";

    /** The attribute that holds how many secrets the key has had when it was presented: by another number it has another. */
    public static final String SECRET_ATTRIBUTE = "secret";

    /** The attribute that is there where the key acts in every company of its owner. */
    public static final String EVERYWHERE_ATTRIBUTE = "everywhere";

    /** The attribute that holds what a key asks for of its owner's permissions, or {@value #EVERYTHING} alone. */
    public static final String ASKED_ATTRIBUTE = "asked";

    /** The attribute that holds the id of the OAuth client to which the token was issued; not there where it comes of a key. */
    public static final String CLIENT_ATTRIBUTE = "client";

    /** The attribute that holds the id ({@code jti}) of the token. */
    public static final String TOKEN_ATTRIBUTE = "token";

    /** The attribute that holds the scopes of the token. */
    public static final String SCOPES_ATTRIBUTE = "scopes";

    /**
     * The attribute that holds the first moment at which the token, or the presented secret of a key, is no longer accepted,
     * in ISO 8601; not there where that never comes.
     */
    public static final String EXPIRES_ATTRIBUTE = "expires";

    /** In place of permissions: all that the owner has. */
    public static final String EVERYTHING = "*";

    /** How long before its expiry every answer to a key says so. */
    public static final Duration EXPIRES_SOON = Duration.ofDays(14);

    private PresentedKeys keys;
    private PresentedTokens tokens;

    /** For the server, which goes on to {@link #initialize}. */
    public ApiKeyRealm() {
        initialize(Map.of());
    }

    /** Called once by the server. {@code datasource} may name another datasource than {@code Latchkey}. */
    public void initialize(Map<String, String> configuration) {
        RealmSource source =
                new RealmSource(configuration.getOrDefault("datasource", "java:jboss/datasources/Latchkey"));
        KnownKeys known = new KnownKeys(source);
        keys = new PresentedKeys(known, Clock.systemUTC());
        tokens = new PresentedTokens(source, known, Clock.systemUTC());
    }

    @Override
    public RealmIdentity getRealmIdentity(Evidence evidence) {
        if (evidence instanceof ApiKeyEvidence) {
            return keys.identity();
        }
        return evidence instanceof TokenEvidence ? tokens.identity() : RealmIdentity.NON_EXISTENT;
    }

    /** No name alone is ever enough. */
    @Override
    public RealmIdentity getRealmIdentity(Principal principal) {
        return RealmIdentity.NON_EXISTENT;
    }

    @Override
    public SupportLevel getCredentialAcquireSupport(
            Class<? extends Credential> type, String algorithm, AlgorithmParameterSpec parameters) {
        return SupportLevel.UNSUPPORTED;
    }

    @Override
    public SupportLevel getEvidenceVerifySupport(Class<? extends Evidence> type, String algorithm) {
        return ApiKeyEvidence.class == type || TokenEvidence.class == type
                ? SupportLevel.SUPPORTED
                : SupportLevel.UNSUPPORTED;
    }
}
