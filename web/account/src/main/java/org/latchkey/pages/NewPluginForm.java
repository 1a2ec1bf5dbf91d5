package org.latchkey.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.latchkey.account.Access;
import org.latchkey.account.Member;
import org.latchkey.account.Members;
import org.latchkey.credential.Scopes;
import org.latchkey.plugin.PluginSettings;
import org.latchkey.plugin.Plugins;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;

/** The dialog that registers a plugin. */
@Named
@RequestScoped
public class NewPluginForm {

    @Inject
    private Access access;

    @Inject
    private Members members;

    @Inject
    private Plugins plugins;

    @Inject
    private PluginsPage page;

    @Inject
    private Place place;

    @Inject
    private Proof proof;

    @Inject
    private Notices notices;

    private String name;
    private ScopeFields scopes;
    private Long accountId;
    private String serviceName;
    private String serviceRole;
    private List<Member> accounts;
    private List<String> roles;

    /** Registers it, and goes on to its page, which says how it is started. */
    public void register() throws IOException {
        if (!proof.given("create")) {
            return;
        }
        UUID id;
        try {
            id = plugins.register(place.getCompanyId(), settings());
        } catch (Invalid e) {
            // An account that takes the name of the plugin has no field of its own to mend.
            List<Violation> mendable = e.violations().stream()
                    .filter(violation ->
                            serviceName != null || !violation.field().equals("serviceName"))
                    .toList();
            notices.beside("create", "plugin", new Invalid(mendable));
            return;
        } catch (Forbidden e) {
            notices.beside("create", "scopes", e);
            return;
        }
        Redirect.instead(
                new PageAddress(OnePluginPage.PATH + "?company=" + place.getCompanyId() + "&plugin=" + id),
                FacesContext.getCurrentInstance());
    }

    private PluginSettings settings() {
        return accountId == null
                ? new PluginSettings(
                        name, getScopes().chosen(), null, serviceName == null ? name : serviceName, serviceRole)
                : new PluginSettings(name, getScopes().chosen(), accountId, null, null);
    }

    /** Whether the page comes with the dialog open: its address asks for that, or there is something to mend in it. */
    public boolean isOpen() {
        return page.isCreating() || FacesContext.getCurrentInstance().isValidationFailed();
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    /** At first it may look at things only. */
    public ScopeFields getScopes() {
        if (scopes == null) {
            scopes = new ScopeFields(Set.of(Scopes.READ), access.resources());
        }
        return scopes;
    }

    /** As which the plugin acts; null for a new one. */
    public Long getAccountId() {
        return accountId;
    }

    public void setAccountId(Long accountId) {
        this.accountId = accountId;
    }

    /** Those that are there. */
    public List<Member> getAccounts() {
        if (accounts == null) {
            accounts = members.serviceAccounts(place.getCompanyId());
        }
        return accounts;
    }

    /** The name of the new service account; null for that of the plugin. */
    public String getServiceName() {
        return serviceName;
    }

    public void setServiceName(String serviceName) {
        this.serviceName = serviceName;
    }

    /** The role of the new service account. */
    public String getServiceRole() {
        return serviceRole;
    }

    public void setServiceRole(String serviceRole) {
        this.serviceRole = serviceRole;
    }

    public List<String> getRoles() {
        if (roles == null) {
            roles = members.roles(place.getCompanyId());
        }
        return roles;
    }
}
