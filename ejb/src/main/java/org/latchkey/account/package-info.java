/**
 * Who there is: companies, users, the role of each user in each company, and what a role permits.
 *
 * <p>{@link org.latchkey.account.Access} is the one place that decides who calls and what they may do; every service asks
 * it, and asks the database anew, so that a role taken away is gone on the next request. Start reading there.
 */
package org.latchkey.account;
