package org.latchkey.apikey;

import java.util.List;
import org.latchkey.account.Permission;

/**
 * A key, and what may be said against it.
 *
 * @param key as a list shows it
 * @param broken the rules of a policy that it breaks, possibly none
 * @param unneeded what it may do and did not need in the last {@value Finding#UNUSED_DAYS} days, sorted
 */
public record JudgedKey(KeySummary key, List<PolicyRule> broken, List<Permission> unneeded) {}
