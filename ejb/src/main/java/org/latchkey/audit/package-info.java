/**
 * What was done to a key: by whom, when, from where.
 *
 * <p>An event is written in the transaction of the deed, so that neither is ever there without the other. Events are only
 * ever added. Start reading at {@link org.latchkey.audit.Audit}.
 */
package org.latchkey.audit;
