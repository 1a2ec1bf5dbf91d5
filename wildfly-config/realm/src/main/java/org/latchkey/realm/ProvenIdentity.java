package org.latchkey.realm;

import java.security.Principal;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Optional;
import org.wildfly.security.auth.SupportLevel;
import org.wildfly.security.auth.principal.NamePrincipal;
import org.wildfly.security.auth.server.RealmIdentity;
import org.wildfly.security.auth.server.RealmUnavailableException;
import org.wildfly.security.authz.AuthorizationIdentity;
import org.wildfly.security.authz.MapAttributes;
import org.wildfly.security.credential.Credential;
import org.wildfly.security.evidence.Evidence;

/**
 * Whoever presents a credential: nobody until it is proven, and its owner from then on.
 *
 * @param <E> what is presented
 * @param <R> what the server holds of it
 */
abstract class ProvenIdentity<E extends CredentialEvidence, R> implements RealmIdentity {

    static final String ROLES_ATTRIBUTE = "Roles";

    private final Class<E> type;
    private R proven;

    ProvenIdentity(Class<E> type) {
        this.type = type;
    }

    /** The record behind what is presented; empty where it is refused, for which the evidence says why. */
    abstract Optional<R> verify(E presented) throws RealmUnavailableException;

    /** The name of the user as whom the credential acts. */
    abstract String owner(R record);

    /** What applications may know of it. */
    abstract MapAttributes attributes(R record);

    @Override
    public final boolean verifyEvidence(Evidence evidence) throws RealmUnavailableException {
        if (!type.isInstance(evidence)) {
            return false;
        }
        proven = verify(type.cast(evidence)).orElse(null);
        return proven != null;
    }

    @Override
    public final Principal getRealmIdentityPrincipal() {
        return proven == null ? null : new NamePrincipal(owner(proven));
    }

    @Override
    public final boolean exists() {
        return proven != null;
    }

    @Override
    public final AuthorizationIdentity getAuthorizationIdentity() {
        return AuthorizationIdentity.basicIdentity(attributes(proven));
    }

    @Override
    public final SupportLevel getCredentialAcquireSupport(
            Class<? extends Credential> credential, String algorithm, AlgorithmParameterSpec parameters) {
        return SupportLevel.UNSUPPORTED;
    }

    @Override
    public final <C extends Credential> C getCredential(Class<C> credential) {
        return null;
    }

    @Override
    public final SupportLevel getEvidenceVerifySupport(Class<? extends Evidence> evidence, String algorithm) {
        return type == evidence ? SupportLevel.SUPPORTED : SupportLevel.UNSUPPORTED;
    }
}
