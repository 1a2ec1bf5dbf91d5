package org.latchkey.realm;

import java.util.Map;
import javax.security.auth.callback.CallbackHandler;
import org.wildfly.security.http.HttpServerAuthenticationMechanism;
import org.wildfly.security.http.HttpServerAuthenticationMechanismFactory;

/** Gives Elytron the mechanism {@code LATCHKEY}; found by {@code META-INF/services}. */
public final class CredentialMechanismFactory implements HttpServerAuthenticationMechanismFactory {

    @Override
    public String[] getMechanismNames(Map<String, ?> properties) {
        return new String[] {CredentialMechanism.NAME};
    }

    @Override
    public HttpServerAuthenticationMechanism createAuthenticationMechanism(
            String name, Map<String, ?> properties, CallbackHandler callbacks) {
        return CredentialMechanism.NAME.equals(name) ? new CredentialMechanism(callbacks) : null;
    }
}
