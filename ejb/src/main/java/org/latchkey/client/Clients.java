package org.latchkey.client;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.latchkey.account.Access;
import org.latchkey.account.Caller;
import org.latchkey.account.CompanyAccess;
import org.latchkey.account.Permission;
import org.latchkey.apikey.Overlap;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;
import org.latchkey.problem.NotFound;
import org.latchkey.problem.PasswordNeeded;

/**
 * Registers, changes and ends applications. People only: neither a key nor a token gets at a client's secret.
 *
 * <p>Everybody with {@code api-access:view} sees the clients of a company. Changing one needs {@code api-access:change}, and
 * to have registered it or {@code company:change}; one that acts as its developer is changed by nobody who may do less.
 * Every method throws {@link NotFound} for a company that the caller does not belong to and for its clients, and {@link
 * Forbidden} where they belong to it and may not do this; those that show a secret, and {@link #edit}, throw {@link
 * PasswordNeeded} to somebody who signed in too long ago. Where a method takes a version it throws {@link Conflict} if the
 * client has another one by now. What a method has answered holds from the next request on.
 */
@Stateless
@RolesAllowed(Access.USER_ROLE)
public class Clients {

    /** The most clients of a company. */
    public static final int MOST = 200;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Access access;

    @Inject
    private ClientRegister clients;

    /** The clients of a company, the newest first; at most {@value #MOST}. */
    public List<RegisteredClient> list(long companyId) {
        CompanyAccess company = access.require(companyId, Permission.API_ACCESS_VIEW);
        long caller = access.caller().userId();
        return entities.createQuery("""
                        select c, d.name from Client c join Developer d on d.userId = c.ownerId
                        where c.companyId = :company and not c.plugin order by c.createdAt desc, c.id desc
                        """, Object[].class)
                .setParameter("company", companyId)
                .setMaxResults(MOST)
                .getResultStream()
                .map(row -> shown((Client) row[0], (String) row[1], company, caller))
                .toList();
    }

    /** One client. */
    public RegisteredClient get(UUID id) {
        FoundClient found = clients.find(ClientKind.APPLICATION, id);
        access.require(found.company(), Permission.API_ACCESS_VIEW);
        Client client = found.client();
        String developer =
                entities.find(Developer.class, client.ownerId()).details().name();
        return shown(client, developer, found.company(), found.caller().userId());
    }

    private static RegisteredClient shown(Client client, String developer, CompanyAccess company, long caller) {
        return new RegisteredClient(
                client.id(),
                client.version(),
                client.companyId(),
                client.settings(),
                developer,
                client.hint(),
                client.previousUntil(),
                client.createdAt(),
                client.lastUsedAt(),
                client.isDisabled(),
                mayChange(client, company, caller));
    }

    /**
     * Registers a client of the caller, who has to be a developer.
     *
     * @throws Invalid where a field breaks a rule of {@link ClientSettings}, the name is {@code taken}, or the company has
     *     {@value #MOST} clients ({@code too-many-clients})
     * @throws Conflict where the caller is no developer ({@code not_a_developer})
     */
    public NewClient create(long companyId, ClientSettings settings) {
        access.require(companyId, Permission.API_ACCESS_CHANGE);
        access.requireRecentProof();
        Caller caller = access.caller();
        if (entities.find(Developer.class, caller.userId()) == null) {
            throw Developers.notADeveloper();
        }
        List<Violation> violations = new ArrayList<>(clients.roomViolations(ClientKind.APPLICATION, companyId, MOST));
        violations.addAll(clients.violations(companyId, null, settings));
        Invalid.refuse(violations);
        return clients.register(ClientKind.APPLICATION, companyId, caller.userId(), settings, settings.words());
    }

    /**
     * Changes what was set of a client. A client that is given keys loses its secret; one whose keys are taken away is
     * given one by {@link #regenerate}.
     *
     * @throws Invalid where a field breaks a rule of {@link ClientSettings}, the name is {@code taken}, or {@code type} is
     *     another than before ({@code immutable})
     */
    public void edit(UUID id, Integer version, ClientSettings settings) {
        FoundClient found = changeable(id, version);
        // Whoever sets the keys or the addresses becomes the client, or gets its codes.
        access.requireRecentProof();
        Client client = found.client();
        List<Violation> violations = new ArrayList<>(clients.violations(client.companyId(), id, settings));
        if (client.settings().open() != settings.open()) {
            violations.add(new Violation("type", "immutable"));
        }
        Invalid.refuse(violations);
        requireNoMorePower(found, settings);
        clients.edit(found, settings);
    }

    /**
     * Gives a client another secret.
     *
     * @param overlap how long the old secret lives on; the one before that ends in any case
     * @return the secret, which can never be had again
     * @throws Conflict where the client has no secret ({@code client_without_secret})
     */
    public String regenerate(UUID id, Integer version, Overlap overlap) {
        FoundClient found = changeable(id, version);
        access.requireRecentProof();
        requireNoMorePower(found, found.client().settings());
        return clients.regenerate(found, overlap).reveal();
    }

    /** Ends the old secret of a client now. Where it has ended before, nothing changes. */
    public void endPrevious(UUID id) {
        clients.endPrevious(changeable(id, null));
    }

    /** Refuses a client and all that was issued to it, until {@link #enable}. */
    public void disable(UUID id, Integer version) {
        clients.disable(changeable(id, version));
    }

    /** Takes that back: tokens that have not expired meanwhile are accepted again. */
    public void enable(UUID id, Integer version) {
        clients.enable(changeable(id, version));
    }

    /** Deletes a client, and with it what users have granted to it and what was issued to it. */
    public void delete(UUID id, Integer version) {
        clients.delete(changeable(id, version));
    }

    /** Nobody comes by more than they may do themselves through a client that acts as another developer. */
    private void requireNoMorePower(FoundClient found, ClientSettings settings) {
        long owner = found.client().ownerId();
        if (owner != found.caller().userId() && settings.grants().contains(Grant.CLIENT_CREDENTIALS)) {
            clients.requireNoMorePower(found.company(), owner, settings.scopes());
        }
    }

    private FoundClient changeable(UUID id, Integer version) {
        FoundClient found = clients.lock(ClientKind.APPLICATION, id);
        access.require(found.company(), Permission.API_ACCESS_CHANGE);
        if (!mayChange(found.client(), found.company(), found.caller().userId())) {
            throw new Forbidden(Permission.COMPANY_CHANGE.toString());
        }
        found.requireVersion(version);
        return found;
    }

    private static boolean mayChange(Client client, CompanyAccess company, long caller) {
        return company.allows(Permission.API_ACCESS_CHANGE)
                && (client.ownerId() == caller || company.allows(Permission.COMPANY_CHANGE));
    }
}
