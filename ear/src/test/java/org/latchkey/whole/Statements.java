package org.latchkey.whole;

import java.util.List;
import java.util.regex.Pattern;

/** What the database is asked, by its general log. */
final class Statements {

    private Statements() {}

    /** The SELECTs from some tables that it was asked, by whomever, while something was done. */
    static List<String> during(Runnable action, String... tables) {
        Keys.change("SET GLOBAL log_output = 'TABLE'");
        Keys.change("SET GLOBAL general_log = TRUE");
        Keys.change("TRUNCATE mysql.general_log");
        try {
            action.run();
        } finally {
            Keys.change("SET GLOBAL general_log = FALSE");
        }
        // A statement with a limit of time has that in front of it.
        Pattern from = Pattern.compile(
                "(?is)^(set statement .* for )?select .* (from|join) (" + String.join("|", tables) + ") .*");
        return Keys.texts("SELECT argument FROM mysql.general_log WHERE command_type IN ('Query', 'Execute')").stream()
                .filter(statement -> from.matcher(statement).matches())
                .toList();
    }
}
