package org.latchkey.audit;

/**
 * Something was done, and is written down with the current transaction.
 *
 * @param companyId the company
 * @param deed what was done
 */
public record Recorded(long companyId, Deed deed) {}
