package org.latchkey.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.Invalid;

/** Puts what a service refused beside the fields that it is about. */
@RequestScoped
class FieldErrors {

    @Inject
    private Words words;

    /** @param form the id of the form, whose fields have the names that the service uses */
    void show(String form, Invalid refused) {
        FacesContext faces = FacesContext.getCurrentInstance();
        refused.violations().forEach(violation -> {
            String text = words.of(violation.field() + "." + violation.code());
            FacesMessage message = new FacesMessage(FacesMessage.SEVERITY_ERROR, text, text);
            faces.addMessage(form + ":" + violation.field(), message);
        });
        faces.validationFailed();
    }

    /** The same for a permission that the user does not have. */
    void show(String form, Forbidden refused) {
        FacesContext faces = FacesContext.getCurrentInstance();
        String text = words.of("permissions.missing", refused.permission());
        faces.addMessage(form + ":permissions", new FacesMessage(FacesMessage.SEVERITY_ERROR, text, text));
        faces.validationFailed();
    }
}
