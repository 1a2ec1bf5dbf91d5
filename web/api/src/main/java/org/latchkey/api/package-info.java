/**
 * What programs call, under {@code /api}: thin resources in front of the EJB services, and one form for every error.
 *
 * <p>A request is authenticated before it gets here, by the realm's mechanism; {@link org.latchkey.api.KeyOnly} makes sure
 * that none gets through without. Every error is an {@code application/problem+json} (RFC 9457) with a stable
 * {@code code}. Start reading at {@link org.latchkey.api.WhoAmIResource}.
 */
package org.latchkey.api;
