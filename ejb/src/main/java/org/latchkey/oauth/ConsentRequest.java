package org.latchkey.oauth;

import java.util.List;
import java.util.UUID;

/**
 * What an application asks a user for, judged and found in order.
 *
 * @param clientId of the application
 * @param client its name
 * @param logo an {@code https} address, or empty
 * @param homepage an {@code https} address, or empty
 * @param developer who is behind it
 * @param contact their mail address
 * @param returnsTo the host to which the user is sent back, as people read it
 * @param scopes what it asks for, sorted
 * @param companies those in which the user can grant it, by name; possibly none
 */
public record ConsentRequest(
        UUID clientId,
        String client,
        String logo,
        String homepage,
        String developer,
        String contact,
        String returnsTo,
        List<String> scopes,
        List<Choice> companies) {

    /**
     * A company in which the user can grant it.
     *
     * @param missing those of the scopes by which the application could do nothing there, because the user cannot
     */
    public record Choice(long companyId, String company, List<String> missing) {}
}
