/**
 * What operators ask of a running server from the command line, by a channel that only its own user can use.
 *
 * <p>{@link org.latchkey.chain.Verify} asks the database, whether a server runs or not. Start reading at {@link
 * org.latchkey.operate.OperatorChannel}.
 */
package org.latchkey.operate;
