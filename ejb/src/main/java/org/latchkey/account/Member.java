package org.latchkey.account;

/**
 * A user in a company.
 *
 * @param userId of the user
 * @param name of the user
 * @param email with which they sign in
 * @param role the name of the role there
 * @param disabled whether the user is disabled, and with them their keys
 * @param service whether it is a service account, with which nobody signs in
 */
public record Member(long userId, String name, String email, String role, boolean disabled, boolean service) {}
