package org.latchkey.operate;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * The operator's command: retires the key that signs access tokens. The next token makes another one; what was signed stays
 * good, and the retired public key published, until the last of it has expired.
 */
public final class RotateKeys {

    private static final int DONE = 0;
    private static final int NO_DATABASE = 2;

    private static final String RETIRE =
            "UPDATE signing_key SET retired_at = UTC_TIMESTAMP(6) WHERE retired_at IS NULL";

    private RotateKeys() {}

    /** Exits with 0 where it is done, 2 where the database could not be reached. */
    public static void main(String[] arguments) {
        System.exit(run(System.getenv(), System.out, System.err));
    }

    private static int run(Map<String, String> environment, PrintStream out, PrintStream problems) {
        try (Connection connection = OperatorDatabase.connect(environment);
                Statement retire = connection.createStatement()) {
            out.println("retired signing keys: " + retire.executeUpdate(RETIRE));
            return DONE;
        } catch (SQLException e) {
            problems.println("The signing keys cannot be reached: " + e.getMessage());
            return NO_DATABASE;
        }
    }
}
