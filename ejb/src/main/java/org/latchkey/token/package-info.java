/**
 * What is issued to clients, and what it rests on: consents of users, families of tokens, and the keys that sign; and the
 * short-lived tokens that come of API keys.
 *
 * <p>A {@link org.latchkey.token.TokenFamily} is one authorization with all that comes of it; whatever ends the family, its
 * consent or its client ends its tokens, since the realm sees all of them in the view {@code token_record}. {@link
 * org.latchkey.token.Consents} says what a user has granted, {@link org.latchkey.token.ConnectedApplications} shows and
 * withdraws it. A token of a key is an access token too, with the key in place of a family ({@link
 * org.latchkey.token.KeyTokens}). Start reading at {@link org.latchkey.token.TokenFamily}.
 */
package org.latchkey.token;
