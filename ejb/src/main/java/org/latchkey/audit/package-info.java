/**
 * What was done in a company: by whom, when, from where.
 *
 * <p>An event is written in the transaction of the deed, so that neither is ever there without the other. Events are only
 * ever added, each to the chain of its company ({@link org.latchkey.chain}). Start reading at
 * {@link org.latchkey.audit.Audit}, which services write by, and {@link org.latchkey.audit.Activity}, which people read by.
 */
package org.latchkey.audit;
