package org.latchkey.audit;

import java.util.UUID;

/**
 * What was done to a key.
 *
 * @param kind as {@code key.created}, {@code key.revoked} or {@code key.deleted}
 * @param keyId the key
 * @param keyName its name at that time
 */
public record Deed(String kind, UUID keyId, String keyName) {}
