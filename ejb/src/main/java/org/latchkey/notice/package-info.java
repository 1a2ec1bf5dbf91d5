/**
 * Mails to people, from the deed that they tell of to the mail server.
 *
 * <p>Whoever has something to tell adds a {@link org.latchkey.notice.Mail} to the {@link org.latchkey.notice.Outbox}, in
 * the transaction of the deed; {@link org.latchkey.notice.Delivery} sends it seconds later, and again until it succeeds. So
 * nobody waits for a mail server, and nothing is lost while it is away. A mail may come twice, where a server ends between
 * sending it and saying so. How the server signs in there is kept in the {@link org.latchkey.safe.SafeStore}. Start reading
 * at {@link org.latchkey.notice.Outbox}.
 */
package org.latchkey.notice;
