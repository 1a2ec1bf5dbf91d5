/**
 * The chain that an audit trail is: each event's hash covers the event and the hash of the one before it.
 *
 * <p>Whoever changes, removes, adds or moves an event breaks the chain at that place, and the head, which knows how the
 * chain ends, shows where the last events were cut off. Here are writing and verifying, and nothing but JDBC, so that an
 * operator can verify with what the server's directory holds and no server running. Start reading at
 * {@link org.latchkey.chain.Link#hash}.
 */
package org.latchkey.chain;
