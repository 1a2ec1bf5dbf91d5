/**
 * Starts a whole Latchkey on one machine: MariaDB, WildFly, and a demo company to try it with.
 *
 * <p>The run profile and the tests use it; it is no part of what is installed in production, where an operator starts
 * WildFly as they do any other. Start reading at {@link org.latchkey.server.Run}.
 */
package org.latchkey.server;
