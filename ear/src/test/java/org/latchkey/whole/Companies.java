package org.latchkey.whole;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.wildfly.security.auth.server.SecurityDomain;
import org.wildfly.security.auth.server.SecurityIdentity;
import org.wildfly.security.evidence.PasswordGuessEvidence;

/** Inside the server: a new company for each test, and its people to call as. */
class Companies {

    private static final String PASSWORD = "correct horse battery";

    /** Its bcrypt hash with the least cost: a person for each test signs in. */
    private static final String HASH = "$2a$04$KkrvBNfo3UDy2ELkplDOEeY.dVgoy0TaQIrqb5ANT5axmSVH1hCx.";

    private final DataSource datasource;
    private final Map<String, SecurityIdentity> signedIn = new ConcurrentHashMap<>();
    private long id;
    private String unique;

    Companies() throws NamingException {
        datasource = look("java:jboss/datasources/Latchkey");
    }

    /** What the server has under a name of ours. */
    @SuppressWarnings({"BanJNDI", "TypeParameterUnusedInFormals"})
    static <T> T look(String name) throws NamingException {
        return InitialContext.doLookup(name);
    }

    /** Makes a company with an administrator and a viewer; the calls below are about the last one made. */
    void found(String timeZone) throws SQLException {
        unique = UUID.randomUUID().toString();
        change("INSERT INTO company (name, plan, time_zone) VALUES (?, 'FREE', ?)", unique, timeZone);
        id = Long.parseLong(
                rows("SELECT id FROM company WHERE name = ?", unique).get(0));
        join("Administrator", administrator(), "VIEW", "CHANGE");
        join("Viewer", viewer(), "VIEW");
    }

    long id() {
        return id;
    }

    String administrator() {
        return "administrator-" + unique + "@latchkey.example";
    }

    /** The id of a role by its name. */
    long role(String name) throws SQLException {
        return Long.parseLong(rows("SELECT id FROM role WHERE company_id = ? AND name = ?", id, name)
                .get(0));
    }

    private String viewer() {
        return "viewer-" + unique + "@latchkey.example";
    }

    <T> T asAdministrator(Callable<T> call) throws Exception {
        return as(administrator(), call);
    }

    <T> T asViewer(Callable<T> call) throws Exception {
        return as(viewer(), call);
    }

    void change(String sql, Object... parameters) throws SQLException {
        try (Connection connection = datasource.getConnection();
                PreparedStatement statement = prepare(connection, sql, parameters)) {
            statement.executeUpdate();
        }
    }

    /** The rows of a query, the columns of each joined by a bar. */
    List<String> rows(String sql, Object... parameters) throws SQLException {
        try (Connection connection = datasource.getConnection();
                PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<String> joined = new ArrayList<>();
            while (rows.next()) {
                StringJoiner columns = new StringJoiner("|");
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    Object column = rows.getObject(i);
                    columns.add(
                            column instanceof java.sql.Timestamp at
                                    ? at.toLocalDateTime().toString()
                                    : String.valueOf(column));
                }
                joined.add(columns.toString());
            }
            return joined;
        }
    }

    void join(String role, String email, String... actions) throws SQLException {
        change("INSERT INTO role (company_id, name) VALUES (?, ?)", id, role);
        for (String action : actions) {
            change(
                    "INSERT INTO role_permission SELECT r.id, s.name, ? FROM role r, resource s WHERE r.company_id = ?"
                            + " AND r.name = ? AND (s.name <> 'company' OR r.name = 'Administrator')",
                    action,
                    id,
                    role);
        }
        change("INSERT INTO user_account (email, name, password) VALUES (?, ?, ?)", email, role, HASH);
        change("""
                INSERT INTO membership SELECT u.id, r.company_id, r.id FROM user_account u, role r
                WHERE u.email = ? AND r.company_id = ? AND r.name = ?
                """, email, id, role);
    }

    /** Signs in once for each person: hashing takes its time. */
    <T> T as(String email, Callable<T> call) throws Exception {
        SecurityIdentity known = signedIn.get(email);
        if (known == null) {
            known = SecurityDomain.getCurrent().authenticate(email, new PasswordGuessEvidence(PASSWORD.toCharArray()));
            signedIn.put(email, known);
        }
        return known.runAs(call);
    }

    /** What some calls answer that are made at the same time; a failure of one is the test's. */
    static <T> List<T> atOnce(List<? extends Callable<T>> calls) throws Exception {
        // Threads of the test's own know neither its class loader nor its names.
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        ExecutorService threads = Executors.newFixedThreadPool(calls.size(), task -> {
            Thread thread = new Thread(task);
            thread.setContextClassLoader(loader);
            return thread;
        });
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
