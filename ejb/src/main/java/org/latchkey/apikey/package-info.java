/**
 * API keys, from the page's button to the row that the realm reads.
 *
 * <p>{@link org.latchkey.apikey.ApiKeys} makes, changes and ends them, {@link org.latchkey.apikey.KeyList} shows them, and
 * {@link org.latchkey.apikey.KeyRules} says who may do what; the realm, in its own module, verifies them by the view
 * {@code key_record}. {@link org.latchkey.apikey.KeyPolicies} says what a company demands of its keys,
 * {@link org.latchkey.apikey.KeyFindings} which of them need a look, and {@link org.latchkey.apikey.KeyWatch} does by itself
 * what time demands. {@link org.latchkey.apikey.RepeatableCreates} makes keys for programs that may ask twice, and
 * {@link org.latchkey.apikey.Leaks} ends those that were found where none should be. {@link org.latchkey.apikey.TokenKeys}
 * finds those of which short-lived tokens come, which are a package of their own. A key's value is seen twice: where it is
 * made and where it is presented. Start reading at {@link org.latchkey.apikey.ApiKeys}.
 */
package org.latchkey.apikey;
