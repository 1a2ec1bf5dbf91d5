package org.latchkey.token;

import java.util.Set;

/**
 * What a code is issued for, and who may redeem it.
 *
 * @param scopes what is granted
 * @param audience what the tokens are for: the issuer, or an address below it
 * @param redirect to where it is sent
 * @param challenge S256 of the verifier (RFC 7636); null for none
 * @param jkt the thumbprint of the key that has to be proven (RFC 9449); null for none
 */
public record CodeTerms(Set<String> scopes, String audience, String redirect, String challenge, String jkt) {}
