package org.latchkey.api;

import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import org.latchkey.rate.Api;

/** How an API writes its errors. */
enum ErrorFormat {
    /** RFC 9457. */
    PROBLEM(Problem.MEDIA_TYPE),
    /** GraphQL, section 7.1. */
    GRAPHQL("application/graphql-response+json;charset=utf-8"),
    /** OData JSON Format 4.01, section 21.1. */
    ODATA("application/json;odata.metadata=minimal");

    private static final JsonProvider JSON = JsonProvider.provider();

    private final String mediaType;

    ErrorFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** The one of whatever answers at an address of the server. */
    static ErrorFormat at(String address) {
        return Api.at(address)
                .map(api -> switch (api) {
                    case GRAPHQL -> GRAPHQL;
                    case ODATA -> ODATA;
                    case QUERY, IMPORT -> PROBLEM;
                })
                .orElse(PROBLEM);
    }

    String mediaType() {
        return mediaType;
    }

    String write(Problem problem) {
        return switch (this) {
            case PROBLEM -> problem.toJson();
            case GRAPHQL -> graphQl(problem).toString();
            case ODATA -> odata(problem).toString();
        };
    }

    private static JsonObject graphQl(Problem problem) {
        return JSON.createObjectBuilder()
                .add(
                        "errors",
                        JSON.createArrayBuilder()
                                .add(JSON.createObjectBuilder()
                                        .add("message", problem.detail())
                                        .add(
                                                "extensions",
                                                JSON.createObjectBuilder().add("code", problem.code()))))
                .build();
    }

    private static JsonObject odata(Problem problem) {
        return JSON.createObjectBuilder()
                .add(
                        "error",
                        JSON.createObjectBuilder().add("code", problem.code()).add("message", problem.detail()))
                .build();
    }
}
