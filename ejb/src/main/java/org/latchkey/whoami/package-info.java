/**
 * Tells callers who they are to Latchkey: the first thing to ask when a key or an access token does not do what it should.
 *
 * <p>Start reading at {@link org.latchkey.whoami.WhoAmI}.
 */
package org.latchkey.whoami;
