/**
 * The operator's requests to the running server, by a channel that nobody else can use ({@link
 * org.latchkey.operate.OperatorChannel}): handing a plugin its credentials, changing the pepper, naming the mail server's user.
 *
 * <p>Whoever has something to offer makes a bean that is an {@link org.latchkey.operator.OperatorCommand}. Start reading
 * there.
 */
package org.latchkey.operator;
