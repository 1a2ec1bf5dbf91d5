package org.latchkey.apikey;

import java.util.UUID;

/**
 * A key was found where it should not be, and is revoked; fired in the transaction that revokes it.
 *
 * @param id of the key
 */
public record KeyLeaked(UUID id) {}
