package org.latchkey.api;

import jakarta.json.Json;
import jakarta.ws.rs.core.Response.Status;

/**
 * An error as programs read it (RFC 9457), without {@code type}: it would say no more than {@code code} does.
 *
 * @param status of the answer
 * @param code a stable word
 * @param detail a sentence for people
 */
record Problem(int status, String code, String detail) {

    static final String MEDIA_TYPE = "application/problem+json";

    /** What goes without saying more than the status does. */
    static Problem of(int status) {
        return switch (status) {
            case 404 -> new Problem(404, "not_found", "There is nothing at this address.");
            case 405 -> new Problem(405, "method_not_allowed", "This address does not take this method.");
            case 500 -> new Problem(500, "internal_error", "Something went wrong here. It was logged.");
            default -> new Problem(status, "refused", "This request was refused.");
        };
    }

    String toJson() {
        Status known = Status.fromStatusCode(status);
        return Json.createObjectBuilder()
                .add("title", known == null ? "Error" : known.getReasonPhrase())
                .add("status", status)
                .add("code", code)
                .add("detail", detail)
                .build()
                .toString();
    }
}
