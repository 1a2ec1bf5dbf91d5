package org.latchkey.account;

import java.util.Optional;
import java.util.UUID;

/**
 * Who calls: a signed-in user, a key that acts as its owner, or an OAuth client that acts for a user.
 *
 * @param userId of the user
 * @param email with which the user signs in
 * @param name of the user
 * @param key the id of the key, or empty where it is no key
 * @param client the id of the client that has presented an access token of the user, or empty where it is none
 */
public record Caller(long userId, String email, String name, Optional<UUID> key, Optional<UUID> client) {}
