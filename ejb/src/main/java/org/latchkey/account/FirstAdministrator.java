package org.latchkey.account;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lets an operator into an empty installation.
 *
 * <p>While there is no user, a start with {@code LATCHKEY_ADMIN_EMAIL} and {@code LATCHKEY_ADMIN_PASSWORD} in the
 * environment makes a company and its administrator; a start without says so in one line. As soon as there is a user, the
 * variables mean nothing.
 */
@Singleton
@Startup
@DependsOn("Start")
public class FirstAdministrator {

    private static final System.Logger LOG = System.getLogger(FirstAdministrator.class.getName());

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private SecureRandom random;

    @PostConstruct
    void create() {
        if (users() > 0) {
            return;
        }
        Map<String, String> environment = System.getenv();
        String email = environment.getOrDefault("LATCHKEY_ADMIN_EMAIL", "").strip();
        String password = environment.getOrDefault("LATCHKEY_ADMIN_PASSWORD", "");
        if (email.isEmpty() || password.isEmpty()) {
            LOG.log(
                    WARNING,
                    "Nobody can sign in yet. To create the first administrator, start once with"
                            + " LATCHKEY_ADMIN_EMAIL and LATCHKEY_ADMIN_PASSWORD set in the environment.");
        } else if (!Passwords.acceptable(password)) {
            LOG.log(
                    WARNING,
                    "No administrator was created: LATCHKEY_ADMIN_PASSWORD needs {0} characters or more, and"
                            + " at most {1} bytes.",
                    Passwords.SHORTEST,
                    Passwords.LONGEST_BYTES);
        } else {
            create(environment.getOrDefault("LATCHKEY_COMPANY", "Company"), email, password);
            LOG.log(INFO, "The first administrator was created and can sign in.");
        }
    }

    private long users() {
        return entities.createQuery("select count(u) from User u", Long.class).getSingleResult();
    }

    private void create(String companyName, String email, String password) {
        Company company = new Company(companyName, Plan.FREE, "UTC");
        entities.persist(company);
        Role administrator = new Role(company, "Administrator", permissions(Action.VIEW, Action.CHANGE));
        entities.persist(administrator);
        entities.persist(new Role(company, "Viewer", permissions(Action.VIEW)));
        User user = new User(email.toLowerCase(Locale.ROOT), email, Passwords.hash(password, random));
        entities.persist(user);
        entities.persist(new Membership(user, company, administrator));
    }

    private Set<Permission> permissions(Action... actions) {
        return entities.createQuery("select r.name from Resource r", String.class)
                .getResultStream()
                .flatMap(resource -> Stream.of(actions).map(action -> new Permission(resource, action)))
                .collect(Collectors.toSet());
    }
}
