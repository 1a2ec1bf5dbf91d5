package org.latchkey.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;

/** Signs a user in and takes them to where they wanted. */
@Named
@RequestScoped
public class SignInPage {

    @Inject
    private HttpServletRequest request;

    @Inject
    private FacesContext faces;

    @Inject
    private Words words;

    private String email;
    private String password;

    /** Elytron verifies the password, gives the session a new id, and locks a name after too many failures. */
    public void signIn() throws IOException {
        try {
            request.login(email.strip().toLowerCase(Locale.ROOT), password);
        } catch (ServletException refused) {
            String text = words.of("signIn.refused");
            faces.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, text, text));
            return;
        }
        Redirect.to(PageAddress.next(request), faces);
    }

    /** Where to go afterwards; only ever a page of ours. */
    public String getNext() {
        return PageAddress.next(request).value();
    }

    public String getEmail() {
        return email;
    }

    public void setEmail(String email) {
        this.email = email;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }
}
