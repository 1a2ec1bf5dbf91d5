package org.latchkey.operate;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/** The database of an operator's command: the environment says where it is, as it does for the server. */
public final class OperatorDatabase {

    private OperatorDatabase() {}

    /**
     * Connects.
     *
     * @throws SQLException where that fails, or the environment does not say where to; with a message for the operator
     */
    public static Connection connect(Map<String, String> environment) throws SQLException {
        String url = environment.get("LATCHKEY_DB_URL");
        if (url == null) {
            throw new SQLException("LATCHKEY_DB_URL, LATCHKEY_DB_USER and LATCHKEY_DB_PASSWORD say where it is.");
        }
        return DriverManager.getConnection(
                url, environment.get("LATCHKEY_DB_USER"), environment.get("LATCHKEY_DB_PASSWORD"));
    }
}
