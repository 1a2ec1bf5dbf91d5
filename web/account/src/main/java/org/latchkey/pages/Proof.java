package org.latchkey.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.latchkey.account.Access;
import org.primefaces.PrimeFaces;

/** The password once more, in the dialogs that show or move a secret, where the last sign-in is too long ago. */
@Named
@RequestScoped
public class Proof {

    @Inject
    private Access access;

    @Inject
    private HttpServletRequest request;

    @Inject
    private Clock clock;

    @Inject
    private Words words;

    private String password;

    /** Whether the password has to be asked for. */
    public boolean isNeeded() {
        return access.needsProof();
    }

    /**
     * Whether what a form asks for may go on; where not, the form says why.
     *
     * @param form the id of the form, which holds {@code l:proof}
     */
    boolean given(String form) {
        if (!isNeeded()) {
            return true;
        }
        if (password == null) {
            return refuse(form, "proof.required");
        }
        if (!access.prove(password)) {
            return refuse(form, "proof.wrong");
        }
        PageRequest.keepProof(request, clock.instant());
        return true;
    }

    private boolean refuse(String form, String text) {
        FacesContext faces = FacesContext.getCurrentInstance();
        String message = words.of(text);
        faces.addMessage(form + ":password", new FacesMessage(FacesMessage.SEVERITY_ERROR, message, message));
        faces.validationFailed();
        // The form may have been opened while no password was needed.
        PrimeFaces.current().ajax().update(form + ":proof");
        return false;
    }

    /** For how many minutes a password counts. */
    public int getMinutes() {
        return access.proofMinutes();
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }
}
