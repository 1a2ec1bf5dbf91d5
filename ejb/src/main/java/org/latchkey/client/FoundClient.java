package org.latchkey.client;

import org.latchkey.account.Caller;
import org.latchkey.account.CompanyAccess;
import org.latchkey.problem.Conflict;

/**
 * A client that the caller may know of.
 *
 * @param company what the caller is where it was registered
 * @param caller who wants something of it
 */
public record FoundClient(Client client, CompanyAccess company, Caller caller) {

    /**
     * Demands that the client is as the caller has seen it.
     *
     * @param version the one that they have seen; null where it does not matter
     * @throws Conflict otherwise
     */
    public void requireVersion(Integer version) {
        if (version != null && version != client.version()) {
            throw Conflict.changed();
        }
    }
}
