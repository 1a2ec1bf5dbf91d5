package org.latchkey.token;

import java.time.Duration;
import java.util.Set;

/**
 * What short-lived tokens are to be.
 *
 * @param lifetime 1 minute to 24 hours
 * @param count how many of them, 1 to 25
 * @param requestLimit how many requests may be made with each, 1 to 1,000,000
 * @param name of up to 100 characters; possibly empty
 * @param scopes what each may do of what its key may: {@code read}, {@code write} or permissions; not empty
 * @param audience this server, or an address below it (RFC 8707)
 */
public record KeyTokenTerms(
        Duration lifetime, int count, int requestLimit, String name, Set<String> scopes, String audience) {}
