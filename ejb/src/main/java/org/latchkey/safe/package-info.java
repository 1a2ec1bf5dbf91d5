/**
 * Secrets that have to be read again, sealed so that the database alone gives them to nobody.
 *
 * <p>A value is sealed as a JWE (RFC 7516) by a key that is derived from two halves: a pepper that only the server has, in an
 * Elytron credential store, and a random key that lies in the row of whatever the value belongs to; in no other row it
 * opens. Start reading at {@link org.latchkey.safe.SafeStore}; {@link org.latchkey.safe.PepperStore} is where the pepper
 * comes from.
 */
package org.latchkey.safe;
