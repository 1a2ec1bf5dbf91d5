/**
 * API keys, from the page's button to the row that the realm reads.
 *
 * <p>{@link org.latchkey.apikey.ApiKeys} makes, lists, revokes and deletes them; the realm, in its own module, verifies
 * them by the view {@code key_record}; {@link org.latchkey.apikey.KeyWatch} does by itself what time demands. A key's
 * value is seen twice: where it is made and where it is presented. Start reading at {@link org.latchkey.apikey.ApiKeys}.
 */
package org.latchkey.apikey;
