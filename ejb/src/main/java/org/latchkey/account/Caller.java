package org.latchkey.account;

import java.util.Optional;
import java.util.UUID;

/**
 * Who calls: a signed-in user, or a key that acts as its owner.
 *
 * @param userId of the user
 * @param email with which the user signs in
 * @param name of the user
 * @param key the id of the key, or empty where the user signed in
 */
public record Caller(long userId, String email, String name, Optional<UUID> key) {}
