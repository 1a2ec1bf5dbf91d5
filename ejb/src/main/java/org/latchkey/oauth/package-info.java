/**
 * The OAuth 2.0 authorization server, by RFC 6749 as RFC 9700 allows it.
 *
 * <p>Messages are read and written by the OAuth SDK of Nimbus; what is decided stands here. {@link
 * org.latchkey.oauth.Authorization} judges what an application asks a user for, {@link org.latchkey.oauth.TokenEndpoint}
 * issues tokens, {@link org.latchkey.oauth.TokenExchange} those of API keys, {@link org.latchkey.oauth.ClientProof} knows
 * clients by what they prove. Nothing here trusts a header for what this server's address is: that is the {@link
 * org.latchkey.oauth.Issuer}. Start reading at {@link org.latchkey.oauth.Authorization}.
 */
package org.latchkey.oauth;
