package org.latchkey.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.ServletException;
import java.io.IOException;

/** The button at the foot of the navigation. */
@Named
@RequestScoped
public class SignOut {

    @Inject
    private Me me;

    @Inject
    private FacesContext faces;

    public void signOut() throws ServletException, IOException {
        me.signOut();
        Redirect.to(PageAddress.SIGN_IN, faces);
    }
}
