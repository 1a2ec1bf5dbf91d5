/**
 * What happens before the first request: the server's configuration is checked, the schema brought up to date,
 * and the pepper compared with that of the database.
 *
 * <p>Latchkey starts whole or not at all. Start reading at {@link org.latchkey.start.Start}.
 */
package org.latchkey.start;
