package org.latchkey.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * Where the data is.
 *
 * @param url a JDBC address of MariaDB
 * @param user who connects
 * @param password not empty
 */
public record Database(String url, String user, String password) {

    private static final String URL = "LATCHKEY_DB_URL";
    private static final String USER = "LATCHKEY_DB_USER";
    private static final String PASSWORD = "LATCHKEY_DB_PASSWORD";

    /** The database that the environment names, if it names one. */
    static Optional<Database> in(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(URL))
                .map(url -> new Database(
                        url, environment.getOrDefault(USER, "latchkey"), environment.getOrDefault(PASSWORD, "")));
    }

    /** How the server learns of it. */
    Map<String, String> toEnvironment() {
        return Map.of(URL, url, USER, user, PASSWORD, password);
    }

    /** Opens a connection, which the caller closes. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    /** The password is redacted. */
    @Override
    public String toString() {
        return user + "@" + url;
    }
}
