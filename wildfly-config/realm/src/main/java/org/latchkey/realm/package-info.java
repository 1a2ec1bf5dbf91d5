/**
 * Makes Elytron accept Latchkey's credentials, for every application on the server.
 *
 * <p>{@link org.latchkey.realm.CredentialMechanism} finds the one credential in a request and hands it as evidence to
 * {@link org.latchkey.realm.ApiKeyRealm}, which reads one record and answers who the caller is and what they may do. The
 * package needs its datasource and nothing of the application, so that other applications stay authenticated while
 * Latchkey is redeployed. Start reading at {@link org.latchkey.realm.CredentialMechanism#evaluateRequest}.
 */
package org.latchkey.realm;
