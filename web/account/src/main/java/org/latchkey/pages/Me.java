package org.latchkey.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import org.latchkey.account.Access;
import org.latchkey.account.Caller;
import org.latchkey.account.CompanyAccess;

/** The signed-in user, asked for once in a request. */
@Named
@RequestScoped
public class Me {

    @Inject
    private Access access;

    @Inject
    private HttpServletRequest request;

    private Caller caller;
    private List<CompanyAccess> companies;

    public boolean isSignedIn() {
        return request.getUserPrincipal() != null;
    }

    /**
     * Who they are.
     *
     * @throws org.latchkey.problem.NotFound where the user is disabled or gone since they signed in
     */
    public Caller getCaller() {
        if (caller == null) {
            caller = access.caller();
        }
        return caller;
    }

    /** The companies to which the user belongs, by name. */
    public List<CompanyAccess> getCompanies() {
        if (companies == null) {
            companies = access.companies();
        }
        return companies;
    }

    void signOut() throws ServletException {
        request.logout();
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }
}
