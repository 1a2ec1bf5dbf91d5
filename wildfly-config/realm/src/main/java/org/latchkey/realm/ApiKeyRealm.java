package org.latchkey.realm;

import java.security.Principal;
import java.security.spec.AlgorithmParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.wildfly.security.auth.SupportLevel;
import org.wildfly.security.auth.principal.NamePrincipal;
import org.wildfly.security.auth.server.RealmIdentity;
import org.wildfly.security.auth.server.RealmUnavailableException;
import org.wildfly.security.auth.server.SecurityRealm;
import org.wildfly.security.authz.AuthorizationIdentity;
import org.wildfly.security.authz.MapAttributes;
import org.wildfly.security.credential.Credential;
import org.wildfly.security.evidence.Evidence;

/**
 * The Elytron realm of API keys, a {@code custom-realm} in the server's configuration.
 *
 * <p>Who presents a key is its owner: the principal has the owner's sign-in name. The roles are {@value #KEY_ROLE} and
 * what the key may do in its company, as {@code resource:action}: what it asks for of its owner's permissions there. The
 * attributes {@value #KEY_ATTRIBUTE} and {@value #COMPANY_ATTRIBUTE} name the key and that company; {@value
 * #EVERYWHERE_ATTRIBUTE} is there where the key acts in every company of its owner; {@value #ASKED_ATTRIBUTE} holds what it
 * asks for. Safe for use by several threads.
 */
public final class ApiKeyRealm implements SecurityRealm {

    /** The role of every caller that presents a key, and of nobody else. */
    public static final String KEY_ROLE = "key";

    /** The attribute that holds the id of the key. */
    public static final String KEY_ATTRIBUTE = "key";

    /** The attribute that holds the id of the company in which the key acts. */
    public static final String COMPANY_ATTRIBUTE = "company";

    /** The attribute that is there where the key acts in every company of its owner. */
    public static final String EVERYWHERE_ATTRIBUTE = "everywhere";

    /** The attribute that holds what the key asks for of its owner's permissions, or {@value #EVERYTHING} alone. */
    public static final String ASKED_ATTRIBUTE = "asked";

    /** In place of permissions: all that the owner has. */
    public static final String EVERYTHING = "*";

    /** How long before its expiry every answer to a key says so. */
    public static final Duration EXPIRES_SOON = Duration.ofDays(14);

    private static final String ROLES_ATTRIBUTE = "Roles";

    private final Clock clock = Clock.systemUTC();
    private final KeyCache cache = KeyCache.shared();
    private final RateLimits<UUID> limits = new RateLimits<>();
    private KeyLookup lookup = new KeyLookup("java:jboss/datasources/Latchkey");

    /** Called once by the server. {@code datasource} may name another datasource than {@code Latchkey}. */
    public void initialize(Map<String, String> configuration) {
        String datasource = configuration.get("datasource");
        if (datasource != null) {
            lookup = new KeyLookup(datasource);
        }
    }

    @Override
    public RealmIdentity getRealmIdentity(Evidence evidence) {
        return evidence instanceof ApiKeyEvidence ? new KeyIdentity() : RealmIdentity.NON_EXISTENT;
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
        return ApiKeyEvidence.class == type ? SupportLevel.SUPPORTED : SupportLevel.UNSUPPORTED;
    }

    private Optional<KeyRecord> find(UUID id) throws RealmUnavailableException {
        KeyRecord known = cache.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        long evictionsBefore = cache.evictionsSoFar(id);
        Optional<KeyRecord> found = lookup.find(id);
        found.ifPresent(read -> cache.put(read, evictionsBefore));
        return found;
    }

    /** One presented key: nobody until its secret is proven. */
    private final class KeyIdentity implements RealmIdentity {

        private KeyRecord proven;

        @Override
        public boolean verifyEvidence(Evidence evidence) throws RealmUnavailableException {
            if (!(evidence instanceof ApiKeyEvidence presented)) {
                return false;
            }
            Optional<KeyRecord> found = find(presented.key().id());
            Instant now = clock.instant();
            // Same answer as for a wrong secret: existence stays private.
            Optional<Refusal> refusal = found.map(it -> it.refusalOf(presented.key(), presented.address(), now))
                    .orElse(Optional.of(Refusal.UNKNOWN));
            if (refusal.isEmpty() && exceedsItsLimit(found.orElseThrow(), presented)) {
                refusal = Optional.of(Refusal.RATE_LIMIT);
            }
            if (refusal.isPresent()) {
                presented.refuse(refusal.get());
                return false;
            }
            proven = found.orElseThrow();
            note(presented, now);
            return true;
        }

        private boolean exceedsItsLimit(KeyRecord record, ApiKeyEvidence presented) {
            presented.left(limits.take(record.id(), record.requestsPerMinute()));
            return !presented.left().taken();
        }

        private void note(ApiKeyEvidence presented, Instant now) throws RealmUnavailableException {
            if (proven.endsPrevious(presented.key(), now)) {
                boolean ended = lookup.endPrevious(proven, now);
                cache.evict(proven.id());
                if (ended) {
                    KeyUses.shared().noteEndOfPrevious(proven.id());
                }
            }
            KeyUses.shared()
                    .note(
                            proven.id(),
                            now,
                            presented.address(),
                            presented.userAgent(),
                            !proven.isCurrent(presented.key()));
            if (proven.expiresAt() != null && !now.isBefore(proven.expiresAt().minus(EXPIRES_SOON))) {
                presented.expiresSoon(proven.expiresAt());
            }
        }

        @Override
        public Principal getRealmIdentityPrincipal() {
            return proven == null ? null : new NamePrincipal(proven.owner());
        }

        @Override
        public boolean exists() {
            return proven != null;
        }

        @Override
        public AuthorizationIdentity getAuthorizationIdentity() {
            MapAttributes attributes = new MapAttributes();
            attributes.addFirst(ROLES_ATTRIBUTE, KEY_ROLE);
            attributes.addAll(ROLES_ATTRIBUTE, proven.permissions());
            attributes.addFirst(KEY_ATTRIBUTE, proven.id().toString());
            attributes.addFirst(COMPANY_ATTRIBUTE, Long.toString(proven.companyId()));
            if (proven.allCompanies()) {
                attributes.addFirst(EVERYWHERE_ATTRIBUTE, "true");
            }
            attributes.addAll(ASKED_ATTRIBUTE, proven.asked() == null ? Set.of(EVERYTHING) : proven.asked());
            return AuthorizationIdentity.basicIdentity(attributes);
        }

        @Override
        public SupportLevel getCredentialAcquireSupport(
                Class<? extends Credential> type, String algorithm, AlgorithmParameterSpec parameters) {
            return SupportLevel.UNSUPPORTED;
        }

        @Override
        public <C extends Credential> C getCredential(Class<C> type) {
            return null;
        }

        @Override
        public SupportLevel getEvidenceVerifySupport(Class<? extends Evidence> type, String algorithm) {
            return ApiKeyRealm.this.getEvidenceVerifySupport(type, algorithm);
        }
    }
}
