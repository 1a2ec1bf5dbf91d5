package org.latchkey.apikey;

import java.util.UUID;

/**
 * A key was reported as leaked and has been revoked.
 *
 * @param id of the key
 */
public record KeyLeaked(UUID id) {}
