/**
 * What operators do from the command line: to the database, whether a server runs or not, and to a running server, by a channel
 * that only its own user can use.
 *
 * <p>{@link org.latchkey.chain.Verify} is such a command too. Start reading at {@link
 * org.latchkey.operate.OperatorChannel}.
 */
package org.latchkey.operate;
