package org.latchkey.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.latchkey.account.Plan;
import org.latchkey.account.Plans;

/** Sets what a company has subscribed to, on the page of its policy. */
@Named
@RequestScoped
public class PlanForm {

    @Inject
    private Plans plans;

    @Inject
    private Place place;

    @Inject
    private PlanWords words;

    @Inject
    private Notices notices;

    private Plan plan;

    public void save() {
        plans.set(place.getCompanyId(), getPlan());
        notices.done("plan.saved", words.of(getPlan()));
    }

    /** What was chosen, else what the company has. */
    public Plan getPlan() {
        return plan == null ? place.getCompany().plan() : plan;
    }

    public void setPlan(Plan plan) {
        this.plan = plan;
    }

    public List<Plan> getPlans() {
        return List.of(Plan.values());
    }
}
