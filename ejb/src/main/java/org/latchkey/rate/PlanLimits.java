package org.latchkey.rate;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import org.latchkey.account.Access;
import org.latchkey.account.Plan;
import org.latchkey.account.PlanChanged;
import org.latchkey.account.Plans;
import org.latchkey.realm.RateLimits;

/**
 * Counts the requests of companies to each API, on this server. Plans are kept in memory for a minute at most, and forgotten
 * when they change. Safe for use by several threads.
 */
@ApplicationScoped
public class PlanLimits {

    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    private final RateLimits<Counted> limits = new RateLimits<>();
    private final ConcurrentHashMap<Long, Known> plans = new ConcurrentHashMap<>();

    @Inject
    private Access access;

    @Inject
    private Plans subscribed;

    @Inject
    private Clock clock;

    /** Takes a request to an API from what the company of the presented key or token has left. */
    public RateLimits.Left take(Api api) {
        return take(api, 1);
    }

    /** The same for several requests that come as one, from 1 to 100: all are taken or none. */
    public RateLimits.Left take(Api api, int requests) {
        long companyId = access.companyOfCredential();
        return limits.take(new Counted(companyId, api), api.requestsPerMinute(plan(companyId)), requests);
    }

    private Plan plan(long companyId) {
        Instant now = clock.instant();
        Known known = plans.get(companyId);
        if (known != null && now.isBefore(known.until)) {
            return known.plan;
        }
        if (plans.size() >= MOST) {
            plans.clear();
        }
        Plan plan = subscribed.ofCredential();
        plans.put(companyId, new Known(plan, now.plus(KEPT)));
        return plan;
    }

    void forget(@Observes(during = TransactionPhase.AFTER_COMPLETION) PlanChanged changed) {
        plans.remove(changed.companyId());
    }

    private record Counted(long companyId, Api api) {}

    private record Known(Plan plan, Instant until) {}
}
