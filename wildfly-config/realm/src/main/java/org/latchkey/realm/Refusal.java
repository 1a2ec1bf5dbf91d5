package org.latchkey.realm;

/**
 * Why a request was not authenticated, as far as its sender may know.
 *
 * <p>A key that does not exist and a wrong secret give the same answer, so that nobody learns which ids exist; what has
 * become of a key is told only to those who have its secret.
 */
public enum Refusal {
    /** No credential at all. */
    MISSING(
            401,
            "credential_missing",
            "This call needs an API key, as 'Authorization: Bearer apik:…' or 'x-api-key: apik:…'."),
    /** Not the shape of a key, or a checksum that shows a typing error. */
    MALFORMED(401, "credential_malformed", "This is not a whole API key. Some of it may be missing or mistyped."),
    /** No such key, or not its secret. */
    UNKNOWN(401, "credential_unknown", "This API key is not known."),
    /** The right secret of a key that has expired. */
    EXPIRED(401, "key_expired", "This API key has expired."),
    /** The right secret of a key that was revoked. */
    REVOKED(401, "key_revoked", "This API key was revoked."),
    /** The right secret of a key whose owner was disabled or has left its company. */
    OWNER_INACTIVE(401, "owner_inactive", "The owner of this API key is disabled or has left the company."),
    /** The secret that the key had before it was regenerated, after its time. */
    REGENERATED(401, "key_regenerated", "This API key was regenerated, and this is its old secret."),
    /** The right secret, from an address that the key does not allow. */
    ADDRESS(403, "address_not_allowed", "This API key may not be used from this address."),
    /** The right secret, too often in this minute. */
    RATE_LIMIT(429, "rate_limit_exceeded", "This API key has made more requests than it may in a minute."),
    /** Two credentials that are not the same. */
    AMBIGUOUS(400, "credential_ambiguous", "This request carries two different credentials. Send one."),
    /** The database does not answer. */
    UNAVAILABLE(503, "unavailable", "API keys can't be checked at the moment. Try again in a few seconds.");

    /** The name of the request attribute (EXCHANGE scope in Elytron) that holds the refusal of a request. */
    public static final String ATTRIBUTE = Refusal.class.getName();

    private final int status;
    private final String code;
    private final String detail;

    Refusal(int status, String code, String detail) {
        this.status = status;
        this.code = code;
        this.detail = detail;
    }

    /** The HTTP status: 400, 401, 403, 429 or 503. */
    public int status() {
        return status;
    }

    /** A stable word for programs. */
    public String code() {
        return code;
    }

    /** A sentence for people; it holds nothing of what was presented. */
    public String detail() {
        return detail;
    }

    /**
     * The challenge of RFC 6750, section 3, which allows ASCII only: an error is named only where a credential was
     * presented.
     */
    String challenge() {
        if (this == MISSING) {
            return "Bearer realm=\"latchkey\"";
        }
        return "Bearer realm=\"latchkey\", error=\"invalid_token\", error_description=\"" + detail + "\"";
    }
}
