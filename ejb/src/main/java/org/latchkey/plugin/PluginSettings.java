package org.latchkey.plugin;

import java.util.List;
import java.util.Set;
import org.latchkey.client.ClientSettings;
import org.latchkey.client.Grant;

/**
 * What a plugin is registered with. It acts as a service account of its company: one that is there, or one that is made for
 * it.
 *
 * @param name 1 to 100 characters, unique among the clients and plugins of the company
 * @param scopes {@code read}, {@code write} or permissions; not empty
 * @param accountId the user id of a service account of the company that is not disabled; null where one is made
 * @param serviceName of the one that is made, 1 to 100 characters; not looked at where there is one
 * @param serviceRole the name of the role that it gets; not looked at where there is one
 */
public record PluginSettings(String name, Set<String> scopes, Long accountId, String serviceName, String serviceRole) {

    /** Those of its client, which gets tokens by its own credentials and in no other way. */
    ClientSettings client() {
        return new ClientSettings(
                name, "", "", false, List.of(), Set.of(Grant.CLIENT_CREDENTIALS), scopes, null, null, false, "");
    }
}
