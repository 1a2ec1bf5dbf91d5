package org.latchkey.account;

import java.util.Optional;
import java.util.UUID;

/**
 * Who calls: a signed-in user, a key that acts as its owner, or an access token, which an OAuth client or a key has.
 *
 * @param userId of the user
 * @param email with which the user signs in
 * @param name of the user
 * @param key the id of the key that was presented, itself or by a token of it; empty where there is none
 * @param token the id of the access token that was presented; empty where it was something else
 */
public record Caller(long userId, String email, String name, Optional<UUID> key, Optional<UUID> token) {}
