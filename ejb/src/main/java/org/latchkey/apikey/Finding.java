package org.latchkey.apikey;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;

/** Why somebody should look at an accepted key; the most urgent first. */
public enum Finding {
    /** It expires within {@link KeyStatus#SOON}. */
    EXPIRING("k.expires_order <= :soon", "k.expires_order"),
    /** Its owner is disabled or has left the company, so that it is refused. */
    OWNER_GONE("(u.disabled_at IS NOT NULL OR m.user_id IS NULL)", "k.created_at"),
    /** It breaks the company's policy. */
    OUTSIDE_POLICY("", "k.created_at"),
    /** It was used, but not in the last {@value #UNUSED_DAYS} days. */
    UNUSED("k.last_used_at < :unusedSince", "k.last_used_at"),
    /** It is older than {@value #NEW_DAYS} days and was never used. */
    NEVER_USED("(k.last_used_at IS NULL AND k.created_at < :newSince)", "k.created_at"),
    /**
     * It is older than {@value #SETTLED_DAYS} days, was used, and may do something that it did not need in the last
     * {@value #UNUSED_DAYS} days; whoever changes needs to view. Only calls to Latchkey's own services are known.
     */
    BROAD("""
            (k.last_used_at IS NOT NULL AND k.created_at < :settledSince AND u.disabled_at IS NULL
             AND EXISTS (SELECT 1 FROM role_permission p
                 WHERE p.role_id = m.role_id
                   AND (k.all_permissions OR EXISTS (SELECT 1 FROM api_key_permission a
                       WHERE a.key_id = k.id AND a.resource = p.resource AND a.action = p.action))
                   AND COALESCE(JSON_VALUE(k.recent_use,
                       CONCAT('$.permissions."', p.resource, ':change"')), 0) <= :forgottenDay
                   AND (p.action = 'CHANGE' OR COALESCE(JSON_VALUE(k.recent_use,
                       CONCAT('$.permissions."', p.resource, ':view"')), 0) <= :forgottenDay)))
            """, "k.created_at"),
    /** It never expires. */
    NEVER_EXPIRES("k.expires_at IS NULL", "k.created_at");

    /** After how many days without use a key counts as unused. */
    public static final int UNUSED_DAYS = 90;

    /** For how many days nobody wonders that a key was not used yet. */
    public static final int NEW_DAYS = 7;

    /** After how many days it shows what a key needs. */
    public static final int SETTLED_DAYS = 30;

    private final String condition;
    private final String order;

    Finding(String condition, String column) {
        this.condition = condition;
        this.order = column + ", k.id";
    }

    /** All as conditions of {@link AcceptedKeys}, where these are the rules of the policy. */
    static Map<Finding, String> conditions(Map<PolicyRule, String> rules) {
        Map<Finding, String> conditions = new EnumMap<>(Finding.class);
        for (Finding finding : values()) {
            conditions.put(finding, finding == OUTSIDE_POLICY ? AcceptedKeys.anyOf(rules.values()) : finding.condition);
        }
        return conditions;
    }

    /** The parameters of those. */
    static Map<String, Object> values(Instant now) {
        return Map.of(
                "soon", now.plus(KeyStatus.SOON),
                "unusedSince", now.minus(Duration.ofDays(UNUSED_DAYS)),
                "newSince", now.minus(Duration.ofDays(NEW_DAYS)),
                "settledSince", now.minus(Duration.ofDays(SETTLED_DAYS)),
                "forgottenDay", ChronoUnit.DAYS.between(Instant.EPOCH, now) - UNUSED_DAYS);
    }

    /** The columns to sort by, each with its index. */
    String order() {
        return order;
    }
}
