/**
 * The ways in which a service refuses: it is not there, it is not allowed, it needs the password again or another plan, it
 * cannot be read, it is not valid, it has changed, it is asked for too often.
 *
 * <p>Services throw these and nothing else for what a caller did; pages show them beside the field, the API answers them
 * as problems (RFC 9457). Each undoes the transaction it is thrown in. Start reading at
 * {@link org.latchkey.problem.Invalid}.
 */
package org.latchkey.problem;
