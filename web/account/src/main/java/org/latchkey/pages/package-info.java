/**
 * The pages: people sign in here, see their API keys, make new ones and revoke them, register applications and plugins, and
 * decide what applications of others may do for them.
 *
 * <p>A page bean holds what its form and its address say, asks a service and shows the answer; what is allowed and what is
 * valid, the services decide. Every address but the sign-in page passes {@link org.latchkey.pages.SignedInOnly} first.
 * Start reading at {@link org.latchkey.pages.KeysPage} beside {@code api/keys.xhtml}.
 */
package org.latchkey.pages;
