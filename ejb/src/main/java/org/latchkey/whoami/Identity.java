package org.latchkey.whoami;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Who the caller is.
 *
 * @param user as whom the call acts
 * @param credential by which the caller was authenticated
 * @param companies in which the call may act
 */
public record Identity(Person user, Credential credential, List<Place> companies) {

    /**
     * A user.
     *
     * @param email with which they sign in
     */
    public record Person(long id, String email, String name) {}

    /**
     * What was presented.
     *
     * @param type {@code api_key} or {@code access_token}
     * @param id of the key, or of the token ({@code jti})
     * @param name of the key; null for a token
     * @param clientId of the OAuth client to which a token was issued; null for a key and its tokens
     * @param keyId of the key of which a token comes; null for a key, and for a token that was issued to a client
     * @param expiresAt the first moment at which it is no longer accepted; null where it never expires
     * @param scopes of a token, sorted; null for a key
     */
    public record Credential(
            String type, UUID id, String name, UUID clientId, UUID keyId, Instant expiresAt, List<String> scopes) {}

    /**
     * A company.
     *
     * @param role the name of the user's role there
     * @param permissions what the call may do there, as {@code resource:action}, sorted
     */
    public record Place(long id, String name, String role, List<String> permissions) {}
}
