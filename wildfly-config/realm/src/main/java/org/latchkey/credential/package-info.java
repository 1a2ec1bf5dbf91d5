/**
 * The values a caller presents, parsed once so that everything behind can trust them.
 *
 * <p>An {@link org.latchkey.credential.ApiKey} is what a person copies from the page and what a script sends; the server
 * keeps only its {@link org.latchkey.credential.Digest}. Nothing here knows of HTTP, Elytron or the database. Start
 * reading at {@link org.latchkey.credential.ApiKey#parse}.
 */
package org.latchkey.credential;
