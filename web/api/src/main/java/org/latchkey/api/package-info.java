/**
 * What programs call, under {@code /api}: thin resources in front of the EJB services, and one form for every error. GraphQL
 * has an address of its own, {@code /v1}, and the form of errors that its programs expect.
 *
 * <p>A request is authenticated before it gets here, by the realm's mechanism; {@link org.latchkey.api.KeyOnly} makes sure
 * that none gets through without, but for two addresses that are for everybody. Bodies are read strictly, by {@link
 * org.latchkey.api.Body} and {@link org.latchkey.api.Fields}. Every error is an {@code application/problem+json} (RFC 9457)
 * with a stable {@code code}. The annotations of OpenAPI are read by the build, which makes the document of them; no class
 * of theirs is there at run time. Start reading at {@link org.latchkey.api.WhoAmIResource}, then {@link
 * org.latchkey.api.KeysResource}.
 *
 * <p>Scripts in pages of any origin may read every answer (CORS). {@code undertow-handlers.conf} says so, since it comes
 * before the mechanism: what that refuses is to be read too, and a preflight carries no credential. No cookie means anything
 * here, so none is let through; nor is {@code x-api-key}, since keys do not belong into pages.
 */
package org.latchkey.api;
