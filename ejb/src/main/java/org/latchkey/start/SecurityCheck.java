package org.latchkey.start;

import static java.lang.System.Logger.Level.ERROR;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.latchkey.realm.ApiKeyEvidence;
import org.wildfly.security.auth.server.RealmUnavailableException;
import org.wildfly.security.auth.server.SecurityDomain;
import org.wildfly.security.evidence.Evidence;
import org.wildfly.security.evidence.PasswordGuessEvidence;

/**
 * Refuses to start on a server whose security is not configured for Latchkey.
 *
 * <p>WildFly serves an application that names an unknown security domain with its constraints ignored; nothing of ours
 * may ever be served that way.
 */
public final class SecurityCheck {

    private static final System.Logger LOG = System.getLogger(SecurityCheck.class.getName());

    private static final Set<String> MODULES = Set.of("ejb.jar", "account.war", "api.war");
    private static final Set<String> PASSED = ConcurrentHashMap.newKeySet();

    private SecurityCheck() {}

    /**
     * Looks at the security domain of the module that calls; each module has its own.
     *
     * @param module the name of the module
     * @throws IllegalStateException where something is missing, after one line in the log has said what
     */
    public static void require(String module) {
        examine(module);
        pass(module);
    }

    /** A module has all that it needs. */
    static void pass(String module) {
        PASSED.add(module);
    }

    static void examine(String module) {
        missing().ifPresent(what -> {
            String message = "Latchkey does not start: " + module + " has " + what + ". See wildfly-config/server.";
            LOG.log(ERROR, message);
            throw new IllegalStateException(message);
        });
    }

    /** Whether every module has passed: a server that starts with one failed module serves the others all the same. */
    public static boolean passed() {
        return PASSED.containsAll(MODULES);
    }

    private static Optional<String> missing() {
        SecurityDomain domain = SecurityDomain.getCurrent();
        if (domain == null) {
            return Optional.of("no security domain that the server knows");
        }
        if (!verifies(domain, ApiKeyEvidence.class)) {
            return Optional.of("a security domain without a realm for API keys");
        }
        if (!verifies(domain, PasswordGuessEvidence.class)) {
            return Optional.of("a security domain without a realm for passwords");
        }
        return Optional.empty();
    }

    private static boolean verifies(SecurityDomain domain, Class<? extends Evidence> evidence) {
        try {
            return domain.createNewAuthenticationContext()
                    .getEvidenceVerifySupport(evidence)
                    .mayBeSupported();
        } catch (RealmUnavailableException e) {
            return false;
        }
    }
}
