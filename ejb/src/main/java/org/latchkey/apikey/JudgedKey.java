package org.latchkey.apikey;

import java.util.List;

/**
 * A key, and what a policy has against it.
 *
 * @param key as a list shows it
 * @param broken the rules that it breaks, possibly none
 */
public record JudgedKey(KeySummary key, List<PolicyRule> broken) {}
