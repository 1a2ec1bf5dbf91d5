/**
 * The endpoints of the authorization server, as HTTP has them: what is decided is decided in {@code org.latchkey.oauth}.
 *
 * <p>Servlets, and no resources of JAX-RS: they are open to everybody, answer in the formats of OAuth, and read their body
 * as it came. Start reading at {@link org.latchkey.api.oauth.TokenServlet}.
 */
package org.latchkey.api.oauth;
