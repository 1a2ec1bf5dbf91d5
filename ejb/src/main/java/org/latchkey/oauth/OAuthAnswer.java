package org.latchkey.oauth;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an endpoint answers to a client.
 *
 * @param status of HTTP
 * @param headers beside those that every answer has
 * @param body JSON; empty for none
 */
public record OAuthAnswer(int status, Map<String, String> headers, String body) {

    private static final String RETRY_AFTER = "Retry-After";

    static OAuthAnswer ok(Map<String, ?> json) {
        return new OAuthAnswer(200, Map.of(), JSONObjectUtils.toJSONString(json));
    }

    static OAuthAnswer error(ErrorObject error) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (error.getHTTPStatusCode() == 401) {
            headers.put("WWW-Authenticate", "Basic realm=\"latchkey\"");
        }
        return new OAuthAnswer(error.getHTTPStatusCode(), headers, JSONObjectUtils.toJSONString(error.toJSONObject()));
    }

    /** An error of RFC 6749 with what exactly is wrong; a sentence of ours, which quotes nothing that was sent. */
    static OAuthAnswer error(ErrorObject error, String description) {
        return error(error.setDescription(description));
    }

    static OAuthAnswer invalid(String description) {
        return error(OAuth2Error.INVALID_REQUEST, description);
    }

    static OAuthAnswer tooOften(long seconds) {
        ErrorObject error = new ErrorObject("slow_down", "There were too many requests. Wait before the next.", 429);
        return new OAuthAnswer(
                429, Map.of(RETRY_AFTER, Long.toString(seconds)), JSONObjectUtils.toJSONString(error.toJSONObject()));
    }

    /** For as long as this server does not know its address or has no pepper; and while the database does not answer. */
    public static OAuthAnswer unavailable() {
        ErrorObject error = OAuth2Error.TEMPORARILY_UNAVAILABLE.setDescription("Try again in a few seconds.");
        return new OAuthAnswer(503, Map.of(RETRY_AFTER, "5"), JSONObjectUtils.toJSONString(error.toJSONObject()));
    }

    /** The status only: the body may hold tokens. */
    @Override
    public String toString() {
        return Integer.toString(status);
    }
}
