package org.latchkey.realm;

import java.security.Principal;
import java.security.spec.AlgorithmParameterSpec;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
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
 * the owner's permissions in the key's company, as {@code resource:action}. The attributes {@value #KEY_ATTRIBUTE} and
 * {@value #COMPANY_ATTRIBUTE} name the key and that company. Safe for use by several threads.
 */
public final class ApiKeyRealm implements SecurityRealm {

    /** The role of every caller that presents a key, and of nobody else. */
    public static final String KEY_ROLE = "key";

    /** The attribute that holds the id of the key. */
    public static final String KEY_ATTRIBUTE = "key";

    /** The attribute that holds the id of the company in which the key acts. */
    public static final String COMPANY_ATTRIBUTE = "company";

    private static final String ROLES_ATTRIBUTE = "Roles";

    private final Clock clock = Clock.systemUTC();
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

    /** One presented key: nobody until its secret is proven. */
    private final class KeyIdentity implements RealmIdentity {

        private KeyRecord proven;

        @Override
        public boolean verifyEvidence(Evidence evidence) throws RealmUnavailableException {
            if (!(evidence instanceof ApiKeyEvidence presented)) {
                return false;
            }
            Optional<KeyRecord> found = lookup.find(presented.key().id());
            Instant now = clock.instant();
            // Same answer as for a wrong secret: existence stays private.
            Optional<Refusal> refusal =
                    found.map(it -> it.refusalOf(presented.key(), now)).orElse(Optional.of(Refusal.UNKNOWN));
            refusal.ifPresent(presented::refuse);
            if (refusal.isPresent()) {
                return false;
            }
            proven = found.orElseThrow();
            KeyUses.shared().note(proven.id(), now);
            return true;
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
