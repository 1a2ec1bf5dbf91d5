package org.latchkey.api;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import org.latchkey.rate.Api;

/** How an API writes its errors. */
public enum ErrorFormat {
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

    /** The value of {@code Content-Type}. */
    public String mediaType() {
        return mediaType;
    }

    /** The body of an answer. */
    public String write(Problem problem) {
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
        JsonObjectBuilder error =
                JSON.createObjectBuilder().add("code", problem.code()).add("message", problem.detail());
        if (problem.errors() != null && !problem.errors().isEmpty()) {
            error.add("target", problem.errors().get(0).field());
            JsonArrayBuilder details = JSON.createArrayBuilder();
            problem.errors()
                    .forEach(it -> details.add(JSON.createObjectBuilder()
                            .add("code", it.code())
                            .add("message", it.detail())
                            .add("target", it.field())));
            error.add("details", details);
        }
        return JSON.createObjectBuilder().add("error", error).build();
    }
}
