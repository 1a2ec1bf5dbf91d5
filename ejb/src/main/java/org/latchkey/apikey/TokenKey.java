package org.latchkey.apikey;

import java.util.UUID;

/**
 * A key, as far as its short-lived tokens depend on it.
 *
 * @param companyId in which its tokens act
 * @param ownerId the user as whom they act
 * @param name of the key
 * @param secretVersion counts its secrets: a token that came before the last one of them has ended
 * @param previousAlive whether the secret before that is accepted too
 * @param accepted whether requests with the key are accepted
 */
public record TokenKey(
        UUID id,
        long companyId,
        long ownerId,
        String name,
        int secretVersion,
        boolean previousAlive,
        boolean accepted) {}
