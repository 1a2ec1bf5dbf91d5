/**
 * Webhooks: companies have events sent to addresses of theirs, by the scheme of Standard Webhooks.
 *
 * <p>What the {@link org.latchkey.audit audit}, the {@link org.latchkey.catalog catalog} and {@link org.latchkey.imports imports}
 * say becomes a delivery for each webhook that is subscribed to it, in the transaction in which it happens ({@code
 * WebhookEvents}). From there {@code Deliveries} hands them out, {@code Courier} sends them, and {@link
 * org.latchkey.webhook.WebhookDispatch} sees to it that this happens all the time, for many webhooks at once and each one by
 * itself. Start reading at {@link org.latchkey.webhook.Webhooks}, what people do with webhooks.
 */
package org.latchkey.webhook;
