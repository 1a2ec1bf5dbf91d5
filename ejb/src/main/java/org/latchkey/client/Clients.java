package org.latchkey.client;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.latchkey.account.Access;
import org.latchkey.account.Caller;
import org.latchkey.account.CompanyAccess;
import org.latchkey.account.KeyRecords;
import org.latchkey.account.Permission;
import org.latchkey.account.Powers;
import org.latchkey.apikey.Overlap;
import org.latchkey.audit.Audit;
import org.latchkey.audit.Deed;
import org.latchkey.credential.Scopes;
import org.latchkey.credential.Secret;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;
import org.latchkey.problem.NotFound;
import org.latchkey.problem.PasswordNeeded;
import org.latchkey.problem.Unique;

/**
 * Registers, changes and ends applications. People only: neither a key nor a token gets at a client's secret.
 *
 * <p>Everybody with {@code api-access:view} sees the clients of a company. Changing one needs {@code api-access:change}, and
 * to have registered it or {@code company:change}; one that acts as its developer is changed by nobody who may do less. Every method throws {@link NotFound} for a company that the caller does
 * not belong to and for its clients, and {@link Forbidden} where they belong to it and may not do this; those that show a
 * secret, and {@link #edit}, throw {@link PasswordNeeded} to somebody who signed in too long ago. Where a method takes a
 * version it throws {@link Conflict} if the client has another one by now. What a method has answered holds from the
 * next request on.
 */
@Stateless
@RolesAllowed(Access.USER_ROLE)
public class Clients {

    /** The most clients of a company. */
    public static final int MOST = 200;

    private static final Violation NAME_TAKEN = new Violation("name", "taken");

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Access access;

    @Inject
    private Powers powers;

    @Inject
    private KeyRecords records;

    @Inject
    private Audit audit;

    @Inject
    private Clock clock;

    @Inject
    private SecureRandom random;

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
        Client client = entities.find(Client.class, id);
        CompanyAccess company = companyOf(client);
        access.require(company, Permission.API_ACCESS_VIEW);
        String developer =
                entities.find(Developer.class, client.ownerId()).details().name();
        return shown(client, developer, company, access.caller().userId());
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
        requireValid(companyId, null, settings);
        long clients = entities.createQuery("select count(c) from Client c where c.companyId = :company", Long.class)
                .setParameter("company", companyId)
                .getSingleResult();
        if (clients >= MOST) {
            throw new Invalid(List.of(new Violation("name", "too-many-clients")));
        }
        Client client = new Client(companyId, caller.userId(), settings, clock.instant());
        Secret secret = null;
        if (settings.hasSecret()) {
            secret = Secret.issue(random);
            client.regenerate(secret, null);
        }
        entities.persist(client);
        Unique.flush(entities, NAME_TAKEN);
        Deed deed = new Deed("client.created", client.id(), client.name());
        // Its name is the subject.
        audit.record(companyId, caller, deed.withChanges(Map.of("name", client.name()), settings.words()));
        return new NewClient(client.id(), secret == null ? null : secret.reveal());
    }

    /**
     * Changes what was set of a client. A client that is given keys loses its secret; one whose keys are taken away is
     * given one by {@link #regenerate}.
     *
     * @throws Invalid where a field breaks a rule of {@link ClientSettings}, the name is {@code taken}, or {@code type} is
     *     another than before ({@code immutable})
     */
    public void edit(UUID id, Integer version, ClientSettings settings) {
        Found found = changeable(id, version);
        // Whoever sets the keys or the addresses becomes the client, or gets its codes.
        access.requireRecentProof();
        Client client = found.client();
        ClientSettings before = client.settings();
        requireValid(client.companyId(), client, settings);
        requireNoMorePower(found, settings);
        if (settings.equals(before)) {
            return;
        }
        client.change(settings);
        // What it may do, and whether its tokens have to be bound, holds for tokens that are issued from now on.
        audit.record(
                client.companyId(),
                found.caller(),
                new Deed("client.edited", id, client.name()).withChanges(before.words(), settings.words()));
        Unique.flush(entities, NAME_TAKEN);
    }

    /**
     * Gives a client another secret.
     *
     * @param overlap how long the old secret lives on; the one before that ends in any case
     * @return the secret, which can never be had again
     * @throws Conflict where the client has no secret ({@code client_without_secret})
     */
    public String regenerate(UUID id, Integer version, Overlap overlap) {
        Found found = changeable(id, version);
        access.requireRecentProof();
        Client client = found.client();
        if (!client.settings().hasSecret()) {
            throw new Conflict("client_without_secret", "This client proves itself without a secret.");
        }
        requireNoMorePower(found, client.settings());
        Secret secret = Secret.issue(random);
        client.regenerate(secret, clock.instant().plus(overlap.duration()));
        audit.record(
                client.companyId(),
                found.caller(),
                new Deed("client.regenerated", id, client.name())
                        .with("overlap", overlap.name().toLowerCase(Locale.ROOT)));
        entities.flush();
        return secret.reveal();
    }

    /** Ends the old secret of a client now. Where it has ended before, nothing changes. */
    public void endPrevious(UUID id) {
        Found found = changeable(id, null);
        if (found.client().endPrevious(clock.instant())) {
            record("client.rotation-ended", found);
        }
    }

    /** Refuses a client and all that was issued to it, until {@link #enable}. */
    public void disable(UUID id, Integer version) {
        Found found = changeable(id, version);
        if (!found.client().isDisabled()) {
            Instant now = clock.instant();
            found.client().disable(now);
            records.tokensChanged();
            record("client.disabled", found);
        }
    }

    /** Takes that back: tokens that have not expired meanwhile are accepted again. */
    public void enable(UUID id, Integer version) {
        Found found = changeable(id, version);
        if (found.client().isDisabled()) {
            found.client().disable(null);
            records.tokensChanged();
            record("client.enabled", found);
        }
    }

    /** Deletes a client, and with it what users have granted to it and what was issued to it. */
    public void delete(UUID id, Integer version) {
        Found found = changeable(id, version);
        entities.remove(found.client());
        records.tokensChanged();
        record("client.deleted", found);
    }

    private void record(String kind, Found found) {
        Client client = found.client();
        audit.record(client.companyId(), found.caller(), new Deed(kind, client.id(), client.name()));
    }

    private void requireValid(long companyId, Client client, ClientSettings settings) {
        List<Violation> violations = new ArrayList<>(settings.violations(access.resources()));
        if (client != null && client.settings().open() != settings.open()) {
            violations.add(new Violation("type", "immutable"));
        }
        if (violations.isEmpty() && isTaken(companyId, client, settings.name())) {
            violations.add(NAME_TAKEN);
        }
        if (!violations.isEmpty()) {
            throw new Invalid(violations);
        }
    }

    private boolean isTaken(long companyId, Client client, String name) {
        return entities.createQuery(
                        "select c.id from Client c where c.companyId = :company and c.name = :name", UUID.class)
                .setParameter("company", companyId)
                .setParameter("name", name)
                .getResultStream()
                .anyMatch(id -> client == null || !id.equals(client.id()));
    }

    /** Nobody comes by more than they may do themselves through a client that acts as another developer. */
    private void requireNoMorePower(Found found, ClientSettings settings) {
        Client client = found.client();
        if (client.ownerId() == found.caller().userId() || !settings.grants().contains(Grant.CLIENT_CREDENTIALS)) {
            return;
        }
        powers.of(client.ownerId(), client.companyId()).stream()
                .filter(permission -> Scopes.allows(settings.scopes(), permission.toString()))
                .filter(permission -> !found.company().allows(permission))
                .sorted()
                .findFirst()
                .ifPresent(permission -> {
                    throw new Forbidden(permission.toString());
                });
    }

    /** Locked: of two who change a client at once the second sees what the first has done. */
    private Found changeable(UUID id, Integer version) {
        Client client = entities.find(Client.class, id, LockModeType.PESSIMISTIC_WRITE);
        CompanyAccess company = companyOf(client);
        access.require(company, Permission.API_ACCESS_CHANGE);
        Caller caller = access.caller();
        if (!mayChange(client, company, caller.userId())) {
            throw new Forbidden(Permission.COMPANY_CHANGE.toString());
        }
        if (version != null && version != client.version()) {
            throw Conflict.changed();
        }
        return new Found(client, company, caller);
    }

    private CompanyAccess companyOf(Client client) {
        if (client == null || client.isPlugin()) {
            throw new NotFound("client");
        }
        try {
            return access.company(client.companyId());
        } catch (NotFound e) {
            throw new NotFound("client");
        }
    }

    private static boolean mayChange(Client client, CompanyAccess company, long caller) {
        return company.allows(Permission.API_ACCESS_CHANGE)
                && (client.ownerId() == caller || company.allows(Permission.COMPANY_CHANGE));
    }

    private record Found(Client client, CompanyAccess company, Caller caller) {}
}
