/**
 * OAuth clients: applications of others, and the developers who register them.
 *
 * <p>{@link org.latchkey.client.Clients} registers, changes and ends them; {@link org.latchkey.client.ClientSettings} says
 * what may be set, and {@link org.latchkey.client.RedirectUri} to where users may be sent back. What a client does with its
 * id is the business of {@link org.latchkey.oauth}. Start reading at {@link org.latchkey.client.Clients}.
 */
package org.latchkey.client;
