package org.latchkey.plugin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import java.util.List;
import java.util.UUID;
import org.latchkey.account.Access;
import org.latchkey.apikey.Overlap;

/**
 * Registers, changes and ends plugins. People only. Everybody with {@code api-access:view} sees the plugins of a company;
 * changing one needs {@code company:change}, and whatever it may do.
 */
@Stateless
@RolesAllowed(Access.USER_ROLE)
public class Plugins {

    /** The most plugins of a company. */
    public static final int MOST = 100;

    /** The plugins of a company, the newest first; at most {@value #MOST}. */
    public List<RegisteredPlugin> list(long companyId) {
        throw new UnsupportedOperationException("" + companyId);
    }

    /** The service accounts of a company that are not disabled, by name, to choose from; needs {@code company:change}. */
    public List<ServiceAccount> accounts(long companyId) {
        throw new UnsupportedOperationException("" + companyId);
    }

    /** Registers a plugin: whoever operates the server can start it from now on. */
    public UUID register(long companyId, PluginSettings settings) {
        throw new UnsupportedOperationException(companyId + " " + settings);
    }

    /** Gives a plugin another secret, which reaches it when it is started next; the old one lives on for the overlap. */
    public void rotate(UUID id, Integer version, Overlap overlap) {
        throw new UnsupportedOperationException(id + " " + version + overlap);
    }

    /** Ends the secret before the current one now. */
    public void endPrevious(UUID id) {
        throw new UnsupportedOperationException(id.toString());
    }

    /** Refuses a plugin and all its tokens, until {@link #enable}. */
    public void disable(UUID id, Integer version) {
        throw new UnsupportedOperationException(id + " " + version);
    }

    /** Takes that back. */
    public void enable(UUID id, Integer version) {
        throw new UnsupportedOperationException(id + " " + version);
    }

    /** Deletes a plugin; its service account stays. */
    public void delete(UUID id, Integer version) {
        throw new UnsupportedOperationException(id + " " + version);
    }

    /**
     * A service account to choose.
     *
     * @param id of its user
     * @param role the name of its role
     */
    public record ServiceAccount(long id, String name, String role) {}
}
