package org.latchkey.plugin;

import static java.util.stream.Collectors.joining;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.latchkey.client.Client;
import org.latchkey.oauth.Issuer;
import org.latchkey.operate.OperatorAnswer;
import org.latchkey.operator.OperatorCommand;
import org.latchkey.safe.CannotOpen;
import org.latchkey.safe.SafeStore;

/**
 * Hands a plugin its credentials when the operator starts it: {@code plugin NAME}, by {@code bin/latchkey-plugin}. The only
 * code that opens a plugin's secret; nobody but the {@link org.latchkey.operator operator's channel} gets at it.
 *
 * <p>Answers what belongs into the plugin's environment, each as a name, {@code =} and a value.
 */
@ApplicationScoped
class PluginStart implements OperatorCommand {

    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);
    private static final int MOST_NAMESAKES = 20;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Issuer issuer;

    @Inject
    private SafeStore safe;

    @Inject
    private Clock clock;

    @Override
    public String name() {
        return "plugin";
    }

    /** @param words the name or the id of the plugin */
    @Override
    @Transactional
    public OperatorAnswer answer(List<String> words) {
        if (words.size() != 1) {
            return OperatorAnswer.not(OperatorAnswer.USAGE, "Name one plugin, by its name or its id.");
        }
        String named = words.get(0);
        List<UUID> found = find(named);
        if (found.isEmpty()) {
            return refused("There is no plugin \"" + named + "\".");
        }
        if (found.size() > 1) {
            return refused("Several companies have a plugin of this name; give its id: " + namesakes(found));
        }
        // Locked: who rotates it meanwhile would take away the secret between two looks.
        Client client = entities.find(Client.class, found.get(0), LockModeType.PESSIMISTIC_WRITE);
        if (client == null) {
            return refused("There is no plugin \"" + named + "\".");
        }
        if (client.isDisabled()) {
            return refused("The plugin \"" + client.name() + "\" is disabled.");
        }
        if (!isBacked(client)) {
            return refused("The service account of the plugin \"" + client.name()
                    + "\" is disabled, or no longer in its company.");
        }
        return issuer.isReady()
                ? start(client)
                : refused("OAuth is off on this server, and its plugins with it: its log says why.");
    }

    /** An id is one before it is a name: nobody takes its place by a name that looks like it. */
    private List<UUID> find(String named) {
        if (ID.matcher(named).matches()) {
            // Not the plugin itself: what is read of it before it is locked may be old when it is.
            List<UUID> plugin = entities.createQuery(
                            "select p.clientId from Plugin p where p.clientId = :id", UUID.class)
                    .setParameter("id", UUID.fromString(named))
                    .getResultList();
            if (!plugin.isEmpty()) {
                return plugin;
            }
        }
        return entities.createQuery(
                        "select c.id from Client c where c.plugin and c.name = :name order by c.id", UUID.class)
                .setParameter("name", named)
                .setMaxResults(MOST_NAMESAKES)
                .getResultList();
    }

    private String namesakes(List<UUID> plugins) {
        return entities.createQuery("""
                        select c.id, o.name from Client c join Company o on o.id = c.companyId
                        where c.id in :plugins order by o.name, c.id
                        """, Object[].class)
                .setParameter("plugins", plugins)
                .getResultStream()
                .map(row -> row[0] + " (" + row[1] + ")")
                .collect(joining(", "));
    }

    private boolean isBacked(Client client) {
        return !entities.createQuery("""
                        select u.id from Membership m join m.user u
                        where u.id = :user and m.company.id = :company and u.disabledAt is null
                        """, Long.class)
                .setParameter("user", client.ownerId())
                .setParameter("company", client.companyId())
                .getResultList()
                .isEmpty();
    }

    private OperatorAnswer start(Client client) {
        Plugin plugin = entities.find(Plugin.class, client.id());
        try {
            String secret = safe.open(Plugins.KIND, client.id().toString(), plugin.safeKey());
            plugin.start(clock.instant());
            return OperatorAnswer.done(
                    "OAUTH_CLIENT_ID=" + client.id(),
                    "OAUTH_CLIENT_SECRET=" + secret,
                    "API_BASE_URL=" + issuer.value());
        } catch (CannotOpen e) {
            return OperatorAnswer.not(
                    OperatorAnswer.FAILED,
                    "The secret of the plugin \"" + client.name() + "\" cannot be opened. Rotate it.");
        }
    }

    private static OperatorAnswer refused(String reason) {
        return OperatorAnswer.not(OperatorAnswer.REFUSED, reason);
    }
}
