package org.latchkey.account;

/**
 * A company has another plan, in the current transaction.
 *
 * @param companyId the company
 * @param by who did it
 * @param from the plan before
 * @param to the plan now
 */
public record PlanChanged(long companyId, Caller by, Plan from, Plan to) {}
