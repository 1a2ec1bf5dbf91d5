/**
 * The values a caller presents, parsed once so that everything behind can trust them.
 *
 * <p>An {@link org.latchkey.credential.ApiKey} is what a person copies from the page and what a script sends; an {@link
 * org.latchkey.credential.AccessToken} is what an application has got for a user, or of a key, within {@link
 * org.latchkey.credential.Scopes}. The server keeps only the {@link org.latchkey.credential.Digest} of either. Nothing here
 * knows of HTTP, Elytron or the database. Start reading at {@link org.latchkey.credential.ApiKey#parse}.
 */
package org.latchkey.credential;
