package org.latchkey.rate;

import java.util.Arrays;
import java.util.Optional;
import org.latchkey.account.Plan;

/** What programs call to read and change what a company has. */
public enum Api {
    GRAPHQL("graphql", "/v1"),
    QUERY("query", "/api/query"),
    ODATA("odata", "/odata"),
    /** Each request may change a million things. */
    IMPORT("import", "/api/import");

    private final String word;
    private final String path;

    Api(String word, String path) {
        this.word = word;
        this.path = path;
    }

    /** The one at an address of the server; empty where there is none. */
    public static Optional<Api> at(String address) {
        return Arrays.stream(values())
                .filter(api -> address.equals(api.path) || address.startsWith(api.path + "/"))
                .findFirst();
    }

    /** Its name in answers. */
    public String word() {
        return word;
    }

    /** How many requests all credentials of a company may make in a minute. */
    public int requestsPerMinute(Plan plan) {
        int requests = switch (plan) {
            case FREE -> 600;
            case STARTUP -> 1_500;
            case GROWTH -> 6_000;
            case ENTERPRISE -> 60_000;
        };
        return this == IMPORT ? requests / 20 : requests;
    }
}
