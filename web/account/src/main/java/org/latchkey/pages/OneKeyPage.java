package org.latchkey.pages;

import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.latchkey.account.Access;
import org.latchkey.account.Member;
import org.latchkey.account.Members;
import org.latchkey.account.Permission;
import org.latchkey.apikey.ApiKeys;
import org.latchkey.apikey.KeyList;
import org.latchkey.apikey.KeySettings;
import org.latchkey.apikey.KeySummary;
import org.latchkey.apikey.KeyUsage;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.NotFound;
import org.primefaces.PrimeFaces;

/** One key: how it is used, what it may do, as whom it acts; with all that can be done with it. */
@Named("keyPage")
@ViewScoped
public class OneKeyPage implements Refreshable, Serializable {

    @Inject
    private Access access;

    @Inject
    private ApiKeys keys;

    @Inject
    private KeyList list;

    @Inject
    private Members members;

    @Inject
    private Place place;

    @Inject
    private Notices notices;

    @Inject
    private Proof proof;

    private UUID id;
    private int version;
    private int tokensNumber;
    private SettingsFields fields;
    private Long ownerId;
    private String serviceName;
    private String serviceRole;

    private transient KeySummary key;
    private transient KeyUsage usage;
    private transient List<Member> people;

    public void open() throws IOException {
        FacesContext faces = FacesContext.getCurrentInstance();
        if (!place.enterKeys()) {
            return;
        }
        Map<String, String> parameters = faces.getExternalContext().getRequestParameterMap();
        try {
            id = UUID.fromString(parameters.getOrDefault("key", ""));
            tokensNumber = KeysPage.pageNumber(parameters.get("tokens"));
            if (getKey().companyId() != place.getCompanyId()) {
                throw new NotFound("key");
            }
            read();
        } catch (IllegalArgumentException | NotFound e) {
            faces.getExternalContext().responseSendError(HttpServletResponse.SC_NOT_FOUND, null);
            faces.responseComplete();
        }
    }

    /** Shows all of it as it is now; what was typed and not saved is gone. */
    @Override
    public void refresh() {
        read();
        PrimeFaces.current().ajax().update("forms");
    }

    /** Fills the fields with what is stored. */
    private void read() {
        key = null;
        usage = null;
        version = getKey().version();
        fields = new SettingsFields(
                getKey().settings(),
                new PermissionGrid(
                        access.resources(),
                        place.getCompany().permissions(),
                        getKey().settings().permissions()));
        ownerId = getKey().owner().id();
    }

    /** Everything, or the notes alone where no more may be changed. */
    public void save() {
        try {
            KeySettings wanted = fields.settings();
            if (isGoverned()) {
                keys.edit(id, version, wanted);
            } else {
                keys.annotate(id, version, wanted.notes());
            }
        } catch (Invalid e) {
            notices.beside("edit", e);
            return;
        } catch (Forbidden e) {
            notices.beside("edit", e);
            return;
        } catch (Conflict e) {
            warn(e);
            return;
        }
        refresh();
        notices.done("key.saved");
    }

    public void handOver() {
        if (!proof.given("owner")) {
            return;
        }
        try {
            if (ownerId == null) {
                keys.handOverToService(id, version, serviceName, serviceRole);
            } else {
                keys.handOver(id, version, ownerId);
            }
        } catch (Invalid e) {
            notices.beside("owner", e);
            return;
        } catch (Forbidden e) {
            notices.refused(e);
            return;
        } catch (Conflict e) {
            warn(e);
            return;
        }
        people = null;
        serviceName = null;
        serviceRole = null;
        refresh();
        notices.done("key.handedOver", getKey().owner().name());
    }

    public void endPrevious() {
        keys.endPrevious(id);
        refresh();
    }

    public void revoke() {
        keys.revoke(List.of(id));
        refresh();
        notices.done("keys.revoked", getKey().name());
    }

    public void delete() throws IOException {
        keys.delete(List.of(id));
        Redirect.to(
                new PageAddress(PageAddress.HOME.value() + "?company=" + place.getCompanyId()),
                FacesContext.getCurrentInstance());
    }

    /** What was typed stays, beside what the key has become. */
    private void warn(Conflict conflict) {
        key = null;
        usage = null;
        notices.refused(conflict);
    }

    public KeySummary getKey() {
        if (key == null) {
            key = list.get(id);
        }
        return key;
    }

    public KeyUsage getUsage() {
        if (usage == null) {
            usage = list.usage(id);
        }
        return usage;
    }

    /** Which page of its tokens the address asks for, from 1. */
    int tokensNumber() {
        return tokensNumber;
    }

    /** Whether the user may change more than the notes. */
    public boolean isGoverned() {
        return getKey().changeable() && getKey().revokedAt() == null;
    }

    /** Whether the user may give it another secret. */
    public boolean isRegenerable() {
        return isGoverned() && getKey().status().isAccepted();
    }

    /** Whether the user may hand it to somebody else. */
    public boolean isMovable() {
        return isGoverned() && place.getCompany().allows(Permission.COMPANY_CHANGE);
    }

    /** Those to whom it can be handed. */
    public List<Member> getPeople() {
        if (people == null) {
            people = members.list(place.getCompanyId()).stream()
                    .filter(member -> !member.disabled())
                    .toList();
        }
        return people;
    }

    public List<String> getRoles() {
        return members.roles(place.getCompanyId());
    }

    public SettingsFields getFields() {
        return fields;
    }

    /** The new owner; null for a new service account. */
    public Long getOwnerId() {
        return ownerId;
    }

    public void setOwnerId(Long ownerId) {
        this.ownerId = ownerId;
    }

    /** The name of the new service account. */
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
}
