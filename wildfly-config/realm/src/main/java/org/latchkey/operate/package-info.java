/**
 * What operators do to the database from the command line, whether a server runs or not.
 *
 * <p>{@link org.latchkey.chain.Verify} is such a command too. Start reading at {@link org.latchkey.operate.RotateKeys}.
 */
package org.latchkey.operate;
