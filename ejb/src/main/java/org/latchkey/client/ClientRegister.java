package org.latchkey.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.latchkey.account.Access;
import org.latchkey.account.Caller;
import org.latchkey.account.CompanyAccess;
import org.latchkey.account.CompanyLock;
import org.latchkey.account.KeyRecords;
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
import org.latchkey.problem.Unique;

/**
 * Finds clients of either kind and does to them what a service has decided that the caller may; in its transaction. Writes
 * down what is done, and lets the realm forget what no longer holds.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class ClientRegister {

    private static final Violation NAME_TAKEN = new Violation("name", "taken");

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private CompanyLock lock;

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

    /**
     * Finds a client.
     *
     * @throws NotFound where there is none of this kind and id in a company of the caller
     */
    public FoundClient find(ClientKind kind, UUID id) {
        return found(kind, entities.find(Client.class, id));
    }

    /** The same, locked: of two who change a client at once the second sees what the first has done. */
    public FoundClient lock(ClientKind kind, UUID id) {
        return found(kind, entities.find(Client.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    private FoundClient found(ClientKind kind, Client client) {
        if (client == null || client.kind() != kind) {
            throw new NotFound(kind.noun());
        }
        try {
            return new FoundClient(client, access.company(client.companyId()), access.caller());
        } catch (NotFound e) {
            throw new NotFound(kind.noun());
        }
    }

    /**
     * Makes room for one more client of a kind: of two who register at once the second waits, and counts the first's.
     *
     * @return {@code too-many-clients} or {@code too-many-plugins} of the field {@code name} where the company has the most
     *     that it may have; else nothing
     */
    public List<Violation> roomViolations(ClientKind kind, long companyId, int most) {
        lock.take(companyId);
        long clients = entities.createQuery(
                        "select count(c) from Client c where c.companyId = :company and c.plugin = :plugin", Long.class)
                .setParameter("company", companyId)
                .setParameter("plugin", kind == ClientKind.PLUGIN)
                .getSingleResult();
        return clients < most ? List.of() : List.of(new Violation("name", "too-many-" + kind.noun() + "s"));
    }

    /**
     * The rules that settings break in a company: those of {@link ClientSettings}, and that a name is {@code taken} by no
     * other client of either kind.
     *
     * @param id of the client that is to have them; null for one that is to be registered
     */
    public List<Violation> violations(long companyId, UUID id, ClientSettings settings) {
        List<Violation> violations = new ArrayList<>(settings.violations(access.resources()));
        if (violations.isEmpty() && isTaken(companyId, id, settings.name())) {
            violations.add(NAME_TAKEN);
        }
        return violations;
    }

    private boolean isTaken(long companyId, UUID id, String name) {
        return entities.createQuery(
                        "select c.id from Client c where c.companyId = :company and c.name = :name", UUID.class)
                .setParameter("company", companyId)
                .setParameter("name", name)
                .getResultStream()
                .anyMatch(other -> !other.equals(id));
    }

    /**
     * Registers a client.
     *
     * @param ownerId as whom it acts by client credentials
     * @param settings that break no rule
     * @param words what is written down of them
     * @throws Invalid where somebody else has been faster with the name
     */
    public NewClient register(
            ClientKind kind, long companyId, long ownerId, ClientSettings settings, Map<String, String> words) {
        Client client = new Client(kind, companyId, ownerId, settings, clock.instant());
        Secret secret = null;
        if (settings.hasSecret()) {
            secret = Secret.issue(random);
            client.regenerate(secret, null);
        }
        entities.persist(client);
        Unique.flush(entities, NAME_TAKEN);
        // Its name is the subject.
        Map<String, String> subject = Map.of("name", client.name());
        record(client, access.caller(), deed(client, kind.registered()).withChanges(subject, words));
        return new NewClient(client.id(), secret == null ? null : secret.reveal());
    }

    /**
     * Changes what was set of a client. What it may do, and whether its tokens have to be bound, holds for tokens that are
     * issued from now on.
     *
     * @param settings that break no rule
     * @throws Invalid where somebody else has been faster with the name
     */
    void edit(FoundClient found, ClientSettings settings) {
        Client client = found.client();
        ClientSettings before = client.settings();
        if (settings.equals(before)) {
            return;
        }
        client.change(settings);
        record(client, found.caller(), deed(client, "edited").withChanges(before.words(), settings.words()));
        Unique.flush(entities, NAME_TAKEN);
    }

    /**
     * Gives a client another secret.
     *
     * @param overlap how long the old secret lives on; the one before that ends in any case
     * @throws Conflict where the client has no secret ({@code client_without_secret})
     */
    public Secret regenerate(FoundClient found, Overlap overlap) {
        Client client = found.client();
        if (!client.settings().hasSecret()) {
            throw new Conflict("client_without_secret", "This client proves itself without a secret.");
        }
        Secret secret = Secret.issue(random);
        client.regenerate(secret, clock.instant().plus(overlap.duration()));
        Deed deed = deed(client, client.kind().regenerated());
        record(client, found.caller(), deed.with("overlap", overlap.name().toLowerCase(Locale.ROOT)));
        entities.flush();
        return secret;
    }

    /** Ends the old secret of a client now. Where it has ended before, nothing changes. */
    public void endPrevious(FoundClient found) {
        if (found.client().endPrevious(clock.instant())) {
            record(found, "rotation-ended");
        }
    }

    /** Refuses a client and all that was issued to it, until {@link #enable}. */
    public void disable(FoundClient found) {
        if (!found.client().isDisabled()) {
            found.client().disable(clock.instant());
            records.tokensChanged();
            record(found, "disabled");
        }
    }

    /** Takes that back: tokens that have not expired meanwhile are accepted again. */
    public void enable(FoundClient found) {
        if (found.client().isDisabled()) {
            found.client().disable(null);
            records.tokensChanged();
            record(found, "enabled");
        }
    }

    /** Deletes a client, and with it what users have granted to it and what was issued to it. */
    public void delete(FoundClient found) {
        entities.remove(found.client());
        records.tokensChanged();
        record(found, "deleted");
    }

    /**
     * Demands that the caller may do all that a client with these scopes may do as another user: nobody comes by more through
     * it.
     *
     * @throws Forbidden otherwise
     */
    public void requireNoMorePower(CompanyAccess company, long ownerId, Set<String> scopes) {
        powers.of(ownerId, company.id()).stream()
                .filter(permission -> Scopes.allows(scopes, permission.toString()))
                .filter(permission -> !company.allows(permission))
                .sorted()
                .findFirst()
                .ifPresent(permission -> {
                    throw new Forbidden(permission.toString());
                });
    }

    private void record(FoundClient found, String what) {
        record(found.client(), found.caller(), deed(found.client(), what));
    }

    private void record(Client client, Caller caller, Deed deed) {
        audit.record(client.companyId(), caller, deed);
    }

    private static Deed deed(Client client, String what) {
        return new Deed(client.kind().noun() + "." + what, client.id(), client.name());
    }
}
