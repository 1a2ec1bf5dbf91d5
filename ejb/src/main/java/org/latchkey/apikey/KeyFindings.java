package org.latchkey.apikey;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.latchkey.account.Access;
import org.latchkey.account.Caller;
import org.latchkey.account.CompanyAccess;
import org.latchkey.account.Permission;
import org.latchkey.apikey.AcceptedKeys.Counts;
import org.latchkey.apikey.AcceptedKeys.Wanted;
import org.latchkey.apikey.KeyOverview.Section;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.NotFound;

/**
 * Answers what should be cleaned up among the accepted keys of a company. A key may stand in several sections.
 *
 * <p>Needs {@code api-access:view}, otherwise {@link Forbidden}, and {@link NotFound} for a company that the caller does
 * not belong to.
 */
@Stateless
@RolesAllowed({Access.USER_ROLE, Access.KEY_ROLE})
public class KeyFindings {

    /** The most rows of a section. */
    public static final int MOST_ROWS = 50;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Access access;

    @Inject
    private AcceptedKeys accepted;

    @Inject
    private Clock clock;

    /**
     * All that was found.
     *
     * @param most how many rows of each section to answer, 1 to {@value #MOST_ROWS}; more is cut
     */
    public KeyOverview overview(long companyId, int most) {
        Search search = search(companyId);
        Counts<Finding> counts = accepted.count(search.findings, search.values);
        List<Section> sections = new ArrayList<>();
        counts.each().forEach((finding, total) -> {
            if (total > 0) {
                sections.add(section(search, finding, total, 0, most));
            }
        });
        return new KeyOverview(counts.accepted(), counts.any(), List.copyOf(sections));
    }

    /**
     * Some of the keys with a finding.
     *
     * @param first how many to pass over, 0 or more
     * @param most how many to answer, 1 to {@value #MOST_ROWS}; more is cut
     */
    public Section section(long companyId, Finding finding, int first, int most) {
        Search search = search(companyId);
        long total = accepted.count(search.findings.get(finding), search.values);
        return section(search, finding, total, first, most);
    }

    private Section section(Search search, Finding finding, long total, int first, int most) {
        Wanted wanted = new Wanted(search.findings.get(finding), finding.order(), first, Math.min(most, MOST_ROWS));
        Map<PolicyRule, String> rules = finding == Finding.OUTSIDE_POLICY ? search.rules : Map.of();
        return new Section(finding, total, accepted.find(wanted, rules, search.values, search.company, search.caller));
    }

    private Search search(long companyId) {
        CompanyAccess company = access.require(companyId, Permission.API_ACCESS_VIEW);
        Instant now = clock.instant();
        KeyPolicy policy = entities.find(CompanyKeys.class, companyId).policy();
        Map<PolicyRule, String> rules = PolicyRule.conditions(policy);
        Map<String, Object> values = AcceptedKeys.values(companyId, now);
        values.putAll(Finding.values(now));
        values.putAll(PolicyRule.values(policy, now));
        return new Search(company, access.caller(), rules, Finding.conditions(rules), values);
    }

    /** What a search in a company is made of. */
    private record Search(
            CompanyAccess company,
            Caller caller,
            Map<PolicyRule, String> rules,
            Map<Finding, String> findings,
            Map<String, Object> values) {}
}
