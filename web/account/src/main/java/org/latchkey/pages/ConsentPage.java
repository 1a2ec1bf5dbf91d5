package org.latchkey.pages;

import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serializable;
import java.util.function.Supplier;
import org.latchkey.oauth.Authorization;
import org.latchkey.oauth.ConsentRequest;
import org.latchkey.oauth.ConsentRequest.Choice;
import org.latchkey.oauth.Step;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.NotFound;

/**
 * Asks the user whether an application may act as them, and sends them back to it with the answer.
 *
 * <p>The question is what stood in the address when the page was opened: what a form says later changes nothing of it.
 */
@Named
@ViewScoped
public class ConsentPage implements Serializable {

    @Inject
    private Authorization authorization;

    @Inject
    private LastCompany last;

    private String query = "";
    private String address = PageAddress.HOME.value();
    private boolean asking;
    private String refusal;
    private long companyId;
    private String answer;

    private transient ConsentRequest request;

    public void open() throws IOException {
        FacesContext faces = FacesContext.getCurrentInstance();
        HttpServletRequest asked =
                (HttpServletRequest) faces.getExternalContext().getRequest();
        if (!asked.getMethod().equals("GET")) {
            // A form without the state of this page: nothing was decided, so that the user is asked again.
            Redirect.to(PageAddress.before(asked).orElse(PageAddress.HOME), faces);
            return;
        }
        query = asked.getQueryString() == null ? "" : asked.getQueryString();
        address = PageAddress.of(asked).orElse(PageAddress.HOME).value();
        Step step = authorization.ask(query);
        if (step instanceof Step.SendBack back) {
            Redirect.away(back.address(), faces);
        } else if (step instanceof Step.Refused refused) {
            refusal = refused.reason();
            faces.getExternalContext().setResponseStatus(HttpServletResponse.SC_BAD_REQUEST);
        } else if (step instanceof Step.Ask ask) {
            asking = true;
            request = ask.request();
            companyId = proposed();
        }
    }

    private long proposed() {
        return request.companies().stream()
                .map(Choice::companyId)
                .filter(last::is)
                .findFirst()
                .or(() -> request.companies().stream().map(Choice::companyId).findFirst())
                .orElse(0L);
    }

    public void allow() throws IOException {
        try {
            answer(() -> authorization.allow(query, companyId));
        } catch (Invalid e) {
            // The user has left the company meanwhile; the page then offers those that are left.
            Redirect.to(new PageAddress(address), FacesContext.getCurrentInstance());
        }
    }

    public void deny() {
        answer(() -> authorization.deny(query));
    }

    /** Whoever presses twice, or both buttons, has answered once: a second code would only be one more to lose. */
    private synchronized void answer(Supplier<String> decision) {
        if (answer == null) {
            answer = decision.get();
        }
        Redirect.away(answer, FacesContext.getCurrentInstance());
    }

    /** Whether there is something to be asked; otherwise the request was refused. */
    public boolean isAsking() {
        return asking;
    }

    /** What the application asks for. */
    public ConsentRequest getRequest() {
        if (request == null) {
            if (!(authorization.ask(query) instanceof Step.Ask ask)) {
                throw new NotFound("request");
            }
            request = ask.request();
        }
        return request;
    }

    /** Why the request cannot be trusted, as a word; null where it can be. */
    public String getRefusal() {
        return refusal;
    }

    /** The address of this page, for the forms on it: the browser tells nobody. */
    public String getAddress() {
        return address;
    }

    /** What the application has written into that address. */
    String query() {
        return query;
    }

    /** The company that is chosen; nobody looks at it where there is none to choose. */
    public long getCompanyId() {
        return companyId;
    }

    public void setCompanyId(long companyId) {
        this.companyId = companyId;
    }
}
