/**
 * OAuth clients: applications of others, the developers who register them, and what applications have in common with plugins.
 *
 * <p>{@link org.latchkey.client.Clients} registers, changes and ends applications, by {@link
 * org.latchkey.client.ClientRegister}, as {@link org.latchkey.plugin} does with plugins; {@link
 * org.latchkey.client.ClientSettings} says what may be set, and {@link org.latchkey.client.RedirectUri} to where users may
 * be sent back. What a client does with its id is the business of {@link org.latchkey.oauth}. Start reading at {@link
 * org.latchkey.client.Clients}.
 */
package org.latchkey.client;
