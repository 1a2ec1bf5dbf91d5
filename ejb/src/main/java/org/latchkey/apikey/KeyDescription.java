package org.latchkey.apikey;

import java.time.Instant;
import java.util.UUID;

/**
 * What a key tells of itself to whoever presents it.
 *
 * @param id the public id
 * @param companyId the company to which it belongs
 * @param name unique in the company
 * @param expiresAt the first moment at which it is no longer accepted; null where it never expires
 */
public record KeyDescription(UUID id, long companyId, String name, Instant expiresAt) {}
