package org.latchkey.plugin;

import java.util.Set;

/**
 * What a plugin is registered with. It acts as a service account of its company: one that is there, or one that is made for
 * it.
 *
 * @param name 1 to 100 characters, unique among the clients and plugins of the company
 * @param scopes {@code read}, {@code write} or permissions; not empty
 * @param accountId the user id of a service account of the company; null where one is made
 * @param accountName of the one that is made; null where there is one
 * @param accountRole the name of the role that it gets; null where there is one
 */
public record PluginSettings(String name, Set<String> scopes, Long accountId, String accountName, String accountRole) {}
