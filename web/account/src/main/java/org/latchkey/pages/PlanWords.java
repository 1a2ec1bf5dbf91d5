package org.latchkey.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.latchkey.account.Plan;

/** Says plans in the user's language. */
@Named
@RequestScoped
public class PlanWords {

    @Inject
    private Words words;

    /** The name of one. */
    public String of(Plan plan) {
        return words.of("plan." + plan);
    }

    /** The names of those on which keys issue short-lived tokens. */
    public String getIssuing() {
        return Arrays.stream(Plan.values())
                .filter(Plan::issuesTokens)
                .map(this::of)
                .collect(Collectors.joining(", "));
    }
}
