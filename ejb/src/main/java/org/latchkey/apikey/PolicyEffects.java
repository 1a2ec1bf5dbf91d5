package org.latchkey.apikey;

import java.util.List;
import java.util.Map;

/**
 * Which accepted keys of a company a policy would affect.
 *
 * @param broken how many keys break each rule; only rules that some break
 * @param outside how many keys break any
 * @param first the oldest {@value KeyPolicies#MOST_ROWS} of them
 * @param rate how many keys have no rate limit of their own and would get another one
 */
public record PolicyEffects(Map<PolicyRule, Long> broken, long outside, List<JudgedKey> first, long rate) {

    /** Whether no key is affected. */
    public boolean isNone() {
        return outside == 0 && rate == 0;
    }
}
