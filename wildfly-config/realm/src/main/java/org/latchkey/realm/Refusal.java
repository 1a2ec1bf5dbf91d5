package org.latchkey.realm;

import java.util.ArrayList;
import java.util.List;

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
            "This call needs an API key, as 'Authorization: Bearer apik:…' or 'x-api-key: apik:…', or an access token, as"
                    + " 'Authorization: Bearer …'."),
    /** Neither the shape of a key nor that of a token, or a checksum that shows a typing error. */
    MALFORMED(
            401,
            "credential_malformed",
            "This is not a whole API key or access token. Some of it may be missing or mistyped."),
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
    /** The right secret or a token of a key, too often in this minute. */
    RATE_LIMIT(
            429,
            "rate_limit_exceeded",
            "This API key and its tokens have made more requests than they may in a minute."),
    /** A token of an OAuth client, which has called too often in this minute. */
    CLIENT_RATE_LIMIT(
            429, "rate_limit_exceeded", "This client has made more requests for its user than it may in a minute."),
    /** No such token. */
    TOKEN_UNKNOWN(401, "token_unknown", "This access token is not known."),
    /** A token after its time. */
    TOKEN_EXPIRED(401, "token_expired", "This access token has expired."),
    /** A token that was revoked by itself, or with its client, its consent, its user's password or its key. */
    TOKEN_ENDED(401, "token_ended", "This access token was revoked, or what it was issued for has ended."),
    /** A token whose user was disabled or has left the company. */
    TOKEN_OWNER_INACTIVE(401, "owner_inactive", "The user of this access token is disabled or has left the company."),
    /** A token of a key, from an address that the key does not allow. */
    TOKEN_ADDRESS(403, "address_not_allowed", "This access token may not be used from this address."),
    /** A token with which as many requests were made as may be. */
    TOKEN_EXHAUSTED(401, "token_exhausted", "All the requests for which this access token was issued have been made."),
    /** A token where only a key may stand. */
    TOKEN_MISPLACED(
            401,
            "token_misplaced",
            "An access token travels only as Authorization: Bearer, or DPoP where it is bound to a key."),
    /** A token for another part of the server. */
    TOKEN_AUDIENCE(401, "token_audience", "This access token is for other addresses of this server."),
    /** A token that is bound to a key, without a proof of that; or one that is not, as if it were. */
    PROOF_MISSING(
            401,
            "proof_missing",
            "Bound to a key, an access token travels as DPoP with one proof; not bound, as Bearer.",
            "invalid_token"),
    /** A proof of another key or for another request, or one that is too old, was used before or cannot be read. */
    PROOF_INVALID(
            401,
            "proof_invalid",
            "The proof of the key to which this access token is bound does not hold for this request.",
            "invalid_dpop_proof"),
    /** Two credentials that are not the same. */
    AMBIGUOUS(400, "credential_ambiguous", "This request carries two different credentials. Send one."),
    /** The database does not answer. */
    UNAVAILABLE(503, "unavailable", "Credentials can't be checked at the moment. Try again in a few seconds.");

    /** The name of the request attribute (EXCHANGE scope in Elytron) that holds the refusal of a request. */
    public static final String ATTRIBUTE = Refusal.class.getName();

    private static final String REALM = "Bearer realm=\"latchkey\"";
    private static final String METADATA = "/.well-known/oauth-protected-resource";

    private final int status;
    private final String code;
    private final String detail;

    /** What the challenge for proofs names, or null where a refusal has nothing to do with them. */
    private final String proofError;

    Refusal(int status, String code, String detail) {
        this(status, code, detail, null);
    }

    Refusal(int status, String code, String detail, String proofError) {
        this.status = status;
        this.code = code;
        this.detail = detail;
        this.proofError = proofError;
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
     * The challenges of RFC 6750, section 3, and of RFC 9449, section 7.1, which allow ASCII only: an error is named only
     * where a credential was presented. Where the server has an address they tell where it is described (RFC 9728).
     */
    List<String> challenges() {
        List<String> challenges = new ArrayList<>();
        String error = this == MISSING ? "" : error("invalid_token");
        String metadata = ServerUrl.configured()
                .map(url -> ", resource_metadata=\"" + url + METADATA + "\"")
                .orElse("");
        challenges.add(REALM + error + metadata);
        if (this == MISSING) {
            challenges.add(proofs());
        } else if (proofError != null) {
            challenges.add(proofs() + error(proofError));
        }
        return challenges;
    }

    private static String proofs() {
        return "DPoP algs=\"" + String.join(" ", ProofUses.ALGORITHMS) + "\"";
    }

    private String error(String name) {
        return ", error=\"" + name + "\", error_description=\"" + detail + "\"";
    }
}
