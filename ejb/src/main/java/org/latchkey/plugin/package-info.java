/**
 * Plugins: programs that the operator of the server runs beside it, which get their OAuth credentials when they are started
 * and have nothing to configure.
 *
 * <p>A plugin is an OAuth client that acts as a service account, and whose secret is kept in the {@link
 * org.latchkey.safe.SafeStore}, so that the launcher ({@code bin/latchkey-plugin}) can hand it over at each start. {@link
 * org.latchkey.plugin.Plugins} is what people do with plugins, {@code PluginStart} what the operator does. Start reading at
 * {@link org.latchkey.plugin.Plugins}.
 */
package org.latchkey.plugin;
