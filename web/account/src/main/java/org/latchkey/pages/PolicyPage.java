package org.latchkey.pages;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import org.latchkey.account.Permission;
import org.latchkey.apikey.KeyPolicies;
import org.latchkey.apikey.KeyPolicy;
import org.latchkey.apikey.PolicyEffects;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.Invalid;
import org.primefaces.PrimeFaces;

/** Changes the policy of a company: shows first what that would affect, and then sets exactly what was shown. */
@Named
@ViewScoped
public class PolicyPage implements Serializable {

    @Inject
    private KeyPolicies policies;

    @Inject
    private Place place;

    @Inject
    private Notices notices;

    private Integer longestDays;
    private boolean expiryRequired;
    private boolean addressesRequired;
    private Integer mostPerOwner;
    private Integer unusedDays;
    private Integer requestsPerMinute;

    private KeyPolicy opened;
    private KeyPolicy reviewed;
    private transient PolicyEffects effects;
    private boolean anew;

    public void open() throws IOException {
        if (place.enter(Permission.COMPANY_CHANGE)) {
            opened = policies.get(place.getCompanyId());
            longestDays = opened.longestDays();
            expiryRequired = opened.expiryRequired();
            addressesRequired = opened.addressesRequired();
            mostPerOwner = opened.mostPerOwner();
            unusedDays = opened.unusedDays();
            requestsPerMinute = opened.requestsPerMinute();
        }
    }

    public void review() {
        anew = false;
        show(wanted());
    }

    /** Saves what was reviewed; where the fields have changed since, they are reviewed instead. */
    public void save() {
        KeyPolicy wanted = wanted();
        if (!wanted.equals(reviewed)) {
            anew = true;
            show(wanted);
            return;
        }
        try {
            policies.change(place.getCompanyId(), opened, wanted);
        } catch (Conflict e) {
            notices.refused("policy.conflict");
            return;
        }
        opened = wanted;
        reviewed = null;
        effects = null;
        notices.done("policy.saved");
    }

    private void show(KeyPolicy wanted) {
        try {
            effects = policies.effects(place.getCompanyId(), wanted);
            reviewed = wanted;
        } catch (Invalid e) {
            notices.beside("policy", e);
            return;
        }
        if (PrimeFaces.current().isAjaxRequest()) {
            PrimeFaces.current().executeScript("document.getElementById('effectsTitle').focus()");
        }
    }

    private KeyPolicy wanted() {
        return new KeyPolicy(
                longestDays, expiryRequired, addressesRequired, mostPerOwner, unusedDays, requestsPerMinute);
    }

    /** What the reviewed policy would affect; null where none was reviewed. */
    public PolicyEffects getEffects() {
        return effects;
    }

    /** Whether the review is another one than the user has asked for. */
    public boolean isAnew() {
        return anew;
    }

    public Integer getLongestDays() {
        return longestDays;
    }

    public void setLongestDays(Integer longestDays) {
        this.longestDays = longestDays;
    }

    public boolean isExpiryRequired() {
        return expiryRequired;
    }

    public void setExpiryRequired(boolean expiryRequired) {
        this.expiryRequired = expiryRequired;
    }

    public boolean isAddressesRequired() {
        return addressesRequired;
    }

    public void setAddressesRequired(boolean addressesRequired) {
        this.addressesRequired = addressesRequired;
    }

    public Integer getMostPerOwner() {
        return mostPerOwner;
    }

    public void setMostPerOwner(Integer mostPerOwner) {
        this.mostPerOwner = mostPerOwner;
    }

    public Integer getUnusedDays() {
        return unusedDays;
    }

    public void setUnusedDays(Integer unusedDays) {
        this.unusedDays = unusedDays;
    }

    public Integer getRequestsPerMinute() {
        return requestsPerMinute;
    }

    public void setRequestsPerMinute(Integer requestsPerMinute) {
        this.requestsPerMinute = requestsPerMinute;
    }
}
