package org.latchkey.plugin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.latchkey.account.Access;
import org.latchkey.account.CompanyAccess;
import org.latchkey.account.Member;
import org.latchkey.account.Members;
import org.latchkey.account.Permission;
import org.latchkey.apikey.Overlap;
import org.latchkey.client.Client;
import org.latchkey.client.ClientKind;
import org.latchkey.client.ClientRegister;
import org.latchkey.client.FoundClient;
import org.latchkey.client.NewClient;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;
import org.latchkey.problem.NotFound;
import org.latchkey.problem.PasswordNeeded;
import org.latchkey.safe.SafeKey;
import org.latchkey.safe.SafeStore;

/**
 * Registers, changes and ends plugins. People only. Nobody is ever shown a plugin's secret.
 *
 * <p>Everybody with {@code api-access:view} sees the plugins of a company; changing one needs {@code company:change}.
 * Registering, rotating and enabling one need whatever it may do beside it. Every method throws {@link NotFound} for a
 * company that the caller does not belong to and for its plugins, and {@link Forbidden} where they belong to it and may not do
 * this; {@link #register} and {@link #rotate} throw {@link PasswordNeeded} to somebody who signed in too long ago. Where a
 * method takes a version it throws {@link Conflict} if the plugin has another one by now; null is any. What a method has
 * answered holds from the next request on.
 */
@Stateless
@RolesAllowed(Access.USER_ROLE)
public class Plugins {

    /** The most plugins of a company. */
    public static final int MOST = 100;

    /** What their secrets are in the {@link SafeStore}. */
    static final String KIND = "plugin secret";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Access access;

    @Inject
    private Members members;

    @Inject
    private ClientRegister clients;

    @Inject
    private SafeStore safe;

    /** The plugins of a company, the newest first; at most {@value #MOST}. */
    public List<RegisteredPlugin> list(long companyId) {
        CompanyAccess company = access.require(companyId, Permission.API_ACCESS_VIEW);
        boolean changeable = company.allows(Permission.COMPANY_CHANGE);
        return entities.createQuery("""
                        select c, p, u.name, u.disabledAt is null and m is not null from Client c
                        join Plugin p on p.clientId = c.id
                        join User u on u.id = c.ownerId
                        left join Membership m on m.user = u and m.company.id = c.companyId
                        where c.companyId = :company order by c.createdAt desc, c.id desc
                        """, Object[].class)
                .setParameter("company", companyId)
                .setMaxResults(MOST)
                .getResultStream()
                .map(row -> shown((Client) row[0], (Plugin) row[1], (String) row[2], (boolean) row[3], changeable))
                .toList();
    }

    private static RegisteredPlugin shown(
            Client client, Plugin plugin, String account, boolean active, boolean changeable) {
        return new RegisteredPlugin(
                client.id(),
                client.version(),
                client.companyId(),
                client.name(),
                client.scopes().stream().sorted().toList(),
                client.ownerId(),
                account,
                active,
                client.createdAt(),
                client.previousUntil(),
                plugin.startedAt(),
                client.lastUsedAt(),
                client.isDisabled(),
                changeable);
    }

    /**
     * Registers a plugin: whoever operates the server can start it from now on.
     *
     * @return its id, the {@code client_id} of its client
     * @throws Invalid where a field breaks a rule of {@link PluginSettings}, the name is {@code taken}, or the company has
     *     {@value #MOST} plugins ({@code too-many-plugins}); with the fields {@code name}, {@code scopes}, {@code accountId},
     *     {@code serviceName} and {@code serviceRole}
     */
    public UUID register(long companyId, PluginSettings settings) {
        CompanyAccess company = access.require(companyId, Permission.COMPANY_CHANGE);
        access.requireRecentProof();
        List<Violation> violations = new ArrayList<>(clients.roomViolations(ClientKind.PLUGIN, companyId, MOST));
        violations.addAll(clients.violations(companyId, null, settings.client()));
        Member account = null;
        try {
            account = account(companyId, settings);
        } catch (Invalid e) {
            violations.addAll(e.violations());
        }
        Invalid.refuse(violations);
        Set<String> scopes = settings.client().scopes();
        clients.requireNoMorePower(company, account.userId(), scopes);
        Map<String, String> words = new LinkedHashMap<>();
        words.put("scopes", String.join(" ", new TreeSet<>(scopes)));
        words.put("account", account.name());
        NewClient client = clients.register(ClientKind.PLUGIN, companyId, account.userId(), settings.client(), words);
        entities.persist(new Plugin(client.id(), safe.put(KIND, client.id().toString(), client.secret())));
        return client.id();
    }

    private Member account(long companyId, PluginSettings settings) {
        if (settings.accountId() == null) {
            long made = members.createServiceAccount(companyId, settings.serviceName(), settings.serviceRole());
            return members.get(companyId, made);
        }
        try {
            Member account = members.get(companyId, settings.accountId());
            if (account.service() && !account.disabled()) {
                return account;
            }
        } catch (NotFound e) {
            // As good as one that is disabled.
        }
        throw new Invalid(List.of(new Violation("accountId", "unknown")));
    }

    /** Gives a plugin another secret, which reaches it when it is started next; the old one lives on for the overlap. */
    public void rotate(UUID id, Integer version, Overlap overlap) {
        FoundClient found = changeable(id, version);
        access.requireRecentProof();
        requireNoMorePower(found);
        Plugin plugin = entities.find(Plugin.class, id);
        SafeKey old = plugin.safeKey();
        plugin.keep(
                safe.put(KIND, id.toString(), clients.regenerate(found, overlap).reveal()));
        entities.flush();
        safe.remove(old);
    }

    /** Ends the secret before the current one now. Where it has ended before, nothing changes. */
    public void endPrevious(UUID id) {
        clients.endPrevious(changeable(id, null));
    }

    /** Refuses a plugin and all its tokens, and does not let it start, until {@link #enable}. */
    public void disable(UUID id, Integer version) {
        clients.disable(changeable(id, version));
    }

    /** Takes that back: tokens that have not expired meanwhile are accepted again. */
    public void enable(UUID id, Integer version) {
        FoundClient found = changeable(id, version);
        requireNoMorePower(found);
        clients.enable(found);
    }

    /** Deletes a plugin, and with it what was issued to it; its service account stays. */
    public void delete(UUID id, Integer version) {
        FoundClient found = changeable(id, version);
        Plugin plugin = entities.find(Plugin.class, id);
        entities.remove(plugin);
        entities.flush();
        safe.remove(plugin.safeKey());
        clients.delete(found);
    }

    private FoundClient changeable(UUID id, Integer version) {
        FoundClient found = clients.lock(ClientKind.PLUGIN, id);
        access.require(found.company(), Permission.COMPANY_CHANGE);
        found.requireVersion(version);
        return found;
    }

    private void requireNoMorePower(FoundClient found) {
        Client client = found.client();
        clients.requireNoMorePower(found.company(), client.ownerId(), client.scopes());
    }
}
