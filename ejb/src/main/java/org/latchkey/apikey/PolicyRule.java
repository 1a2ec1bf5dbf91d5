package org.latchkey.apikey;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** A rule of a policy that a key which exists may break. */
public enum PolicyRule {
    /** It lives longer than is allowed, or for ever. */
    LONGEST("(k.expires_at IS NULL OR k.expires_at > k.created_at + INTERVAL :longestHours HOUR)"),
    /** It never expires. */
    EXPIRY("k.expires_at IS NULL"),
    /** It may be used from anywhere. */
    ADDRESSES("k.addresses = ''"),
    /** Its owner has more accepted keys than are allowed. */
    MANY("held.accepted > :mostPerOwner"),
    /** It was not used for as long as unused keys are kept: it is revoked after a warning. */
    UNUSED("COALESCE(k.last_used_at, k.created_at) <= :idleSince");

    private final String condition;

    PolicyRule(String condition) {
        this.condition = condition;
    }

    /** What is set in a policy, as conditions of {@link AcceptedKeys}. */
    static Map<PolicyRule, String> conditions(KeyPolicy policy) {
        Map<PolicyRule, String> conditions = new EnumMap<>(PolicyRule.class);
        for (PolicyRule rule : values()) {
            if (rule.isIn(policy)) {
                conditions.put(rule, rule.condition);
            }
        }
        return conditions;
    }

    /** The parameters of those. */
    static Map<String, Object> values(KeyPolicy policy, Instant now) {
        Map<String, Object> values = new HashMap<>();
        if (policy.longestDays() != null) {
            // To the end of the last day, wherever days begin and end, and an hour more where clocks change.
            values.put(
                    "longestHours", Duration.ofDays(policy.longestDays() + 1L).toHours() + 1);
        }
        if (policy.unusedDays() != null) {
            values.put("idleSince", now.minus(Duration.ofDays(policy.unusedDays())));
        }
        if (policy.mostPerOwner() != null) {
            values.put("mostPerOwner", policy.mostPerOwner());
        }
        return values;
    }

    private boolean isIn(KeyPolicy policy) {
        return switch (this) {
            case LONGEST -> policy.longestDays() != null;
            case EXPIRY -> policy.expiryRequired();
            case ADDRESSES -> policy.addressesRequired();
            case MANY -> policy.mostPerOwner() != null;
            case UNUSED -> policy.unusedDays() != null;
        };
    }
}
