package org.latchkey.pages;

import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.function.Predicate;
import org.latchkey.account.Access;
import org.latchkey.account.CompanyAccess;
import org.latchkey.account.Permission;
import org.latchkey.apikey.KeyList;
import org.latchkey.catalog.Kind;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.NotFound;

/**
 * The company of a page, from its address: two tabs of a browser may show two companies.
 *
 * <p>An address without one is completed with the company that the user looked at last.
 */
@Named
@ViewScoped
public class Place implements Serializable {

    /** The request attribute in which the page for 403 finds the permission that is missing. */
    static final String MISSING = "org.latchkey.pages.missing";

    @Inject
    private Access access;

    @Inject
    private KeyList keys;

    @Inject
    private LastCompany last;

    @Inject
    private Me me;

    private long companyId;
    private boolean changeable;
    private Boolean apiOpen;

    /**
     * Takes the company from the address.
     *
     * @param needed what the page is for
     * @return whether the page may go on; otherwise the answer is given
     */
    boolean enter(Permission needed) throws IOException {
        return enter(needed, company -> company.allows(needed));
    }

    /** The same for the pages of API keys, which are there for the owners of keys too. */
    boolean enterKeys() throws IOException {
        return enter(Permission.API_ACCESS_VIEW, company -> keys.isOpenTo(company.id()));
    }

    /** The same for the pages of whoever may look at customers or products. */
    boolean enterCatalog() throws IOException {
        return enter(Kind.PRODUCTS.viewing(), Place::isCatalogOpen);
    }

    private static boolean isCatalogOpen(CompanyAccess company) {
        return Arrays.stream(Kind.values()).anyMatch(kind -> company.allows(kind.viewing()));
    }

    private boolean enter(Permission needed, Predicate<CompanyAccess> open) throws IOException {
        FacesContext faces = FacesContext.getCurrentInstance();
        ExternalContext external = faces.getExternalContext();
        String named = external.getRequestParameterMap().get("company");
        try {
            if (named == null) {
                complete(faces, last.among(me.getCompanies()).orElseThrow(() -> new NotFound("company")));
                return false;
            }
            CompanyAccess company = access.company(Long.parseLong(named));
            if (!open.test(company)) {
                throw new Forbidden(needed.toString());
            }
            companyId = company.id();
            changeable = company.allows(Permission.API_ACCESS_CHANGE);
            last.set(companyId);
            return true;
        } catch (NumberFormatException | NotFound e) {
            external.responseSendError(HttpServletResponse.SC_NOT_FOUND, null);
        } catch (Forbidden e) {
            external.getRequestMap().put(MISSING, needed);
            external.responseSendError(HttpServletResponse.SC_FORBIDDEN, null);
        }
        faces.responseComplete();
        return false;
    }

    /** Whether the navigation leads to the API keys of this company; on a page without one, of any. */
    public boolean isApiOpen() {
        if (apiOpen == null) {
            apiOpen = me.getCompanies().stream()
                    .filter(company -> companyId == 0 || company.id() == companyId)
                    .anyMatch(company -> keys.isOpenTo(company.id()));
        }
        return apiOpen;
    }

    /**
     * The company as it is now; null on a page that belongs to none.
     *
     * @throws NotFound where the user has left it since the page was opened
     */
    public CompanyAccess getCompany() {
        if (companyId == 0) {
            return null;
        }
        return me.getCompanies().stream()
                .filter(company -> company.id() == companyId)
                .findFirst()
                .orElseThrow(() -> new NotFound("company"));
    }

    public long getCompanyId() {
        return companyId;
    }

    /**
     * Whether to offer changes to API keys, as it was when the page was opened: a button that has gone away since would do
     * nothing and say nothing; one that stays gets the service's answer.
     */
    public boolean isChangeable() {
        return changeable;
    }

    /** Whether the user may see what concerns all keys of this company; on a page without one, of any. */
    public boolean isOverseen() {
        return allows(Permission.API_ACCESS_VIEW);
    }

    /** Whether the user may look at customers or products of this company; on a page without one, of any. */
    public boolean isCatalogOpen() {
        return isAny(Place::isCatalogOpen);
    }

    /** Whether the user may see how this company is set up; on a page without one, any. */
    public boolean isSetUpVisible() {
        return allows(Permission.COMPANY_VIEW);
    }

    /** Whether the user administers this company; on a page without one, any. */
    public boolean isAdministered() {
        return allows(Permission.COMPANY_CHANGE);
    }

    private boolean allows(Permission permission) {
        return isAny(company -> company.allows(permission));
    }

    private boolean isAny(Predicate<CompanyAccess> condition) {
        return me.getCompanies().stream()
                .filter(company -> companyId == 0 || company.id() == companyId)
                .anyMatch(condition);
    }

    private static void complete(FacesContext faces, CompanyAccess company) throws IOException {
        HttpServletRequest request =
                (HttpServletRequest) faces.getExternalContext().getRequest();
        String rest = request.getQueryString() == null ? "" : "&" + request.getQueryString();
        String path = request.getServletPath();
        Redirect.to(new PageAddress(path + "?company=" + company.id() + rest), faces);
    }
}
