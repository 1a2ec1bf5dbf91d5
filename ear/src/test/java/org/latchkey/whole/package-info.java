/**
 * Latchkey as a whole: over HTTP, in a browser, and inside the server.
 *
 * <p>Arquillian starts the provisioned server once for all tests, with the application in it as an operator would put it
 * there, on a MariaDB that {@link org.latchkey.whole.DatabaseForTests} has started before. Tests that kill or break a
 * server start one of their own. Start reading at {@link org.latchkey.whole.FirstSliceIT}.
 */
package org.latchkey.whole;
