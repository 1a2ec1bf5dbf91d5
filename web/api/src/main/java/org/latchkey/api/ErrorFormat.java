package org.latchkey.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.net.URLDecoder;
import java.util.List;
import java.util.regex.Pattern;
import org.latchkey.rate.Api;

/** How an API writes its errors. */
public enum ErrorFormat {
    /** RFC 9457. */
    PROBLEM(Problem.MEDIA_TYPE),
    /** GraphQL, section 7.1, in the type that the caller takes. */
    GRAPHQL(null),
    /** OData JSON Format 4.01, section 21.1. */
    ODATA("application/json;odata.metadata=minimal");

    private static final Pattern PARAMETERS = Pattern.compile(";[^/]*");
    private static final Pattern SLASHES = Pattern.compile("/{2,}");
    private static final JsonProvider JSON = JsonProvider.provider();

    private final String mediaType;

    ErrorFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /**
     * The one of whatever answers at an address of the server.
     *
     * @param address a path, as the request has it
     */
    static ErrorFormat at(String address) {
        return Api.at(path(address))
                .map(api -> switch (api) {
                    case GRAPHQL -> GRAPHQL;
                    case ODATA -> ODATA;
                    case QUERY, IMPORT -> PROBLEM;
                })
                .orElse(PROBLEM);
    }

    /** As the server understands it, whatever way it is written. */
    private static String path(String address) {
        String written = PARAMETERS.matcher(address).replaceAll("");
        String path;
        try {
            path = URLDecoder.decode(written.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException e) {
            path = written;
        }
        return SLASHES.matcher(path).replaceAll("/");
    }

    /**
     * The value of {@code Content-Type}.
     *
     * @param accept the values of that header, possibly none
     */
    public String mediaType(List<String> accept) {
        return this == GRAPHQL
                ? GraphQlType.wanted(accept).orElse(GraphQlType.JSON).value() + ";charset=utf-8"
                : mediaType;
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
