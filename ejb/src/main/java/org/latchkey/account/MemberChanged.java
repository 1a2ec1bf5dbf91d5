package org.latchkey.account;

/**
 * Something was done to a member of a company, in the current transaction.
 *
 * @param companyId the company
 * @param by who did it
 * @param kind as {@code member.removed}
 * @param name of the member
 * @param role the name of the role that they have got; null where that stays as it is
 */
public record MemberChanged(long companyId, Caller by, String kind, String name, String role) {}
