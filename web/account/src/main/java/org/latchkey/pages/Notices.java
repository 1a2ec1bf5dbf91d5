package org.latchkey.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.application.FacesMessage.Severity;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.stream.Collectors;
import org.latchkey.account.Permission;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;

/** Tells the user what was done and what was refused: at the top of the page, or beside the fields that it is about. */
@RequestScoped
class Notices {

    @Inject
    private Words words;

    @Inject
    private PermissionWords permissions;

    /** The text with this key in the bundle, with values filled in. */
    void done(String key, Object... values) {
        add(null, FacesMessage.SEVERITY_INFO, words.of(key, values));
    }

    /** The same for what was not done. */
    void refused(String key, Object... values) {
        add(null, FacesMessage.SEVERITY_WARN, words.of(key, values));
    }

    void refused(Conflict conflict) {
        refused("conflict." + conflict.code());
    }

    /** The same about something that has words of its own for it. */
    void refused(String subject, Conflict conflict) {
        String own = subject + ".conflict." + conflict.code();
        refused(words.has(own) ? own : "conflict." + conflict.code());
    }

    void refused(Forbidden forbidden) {
        add(null, FacesMessage.SEVERITY_WARN, text(forbidden));
    }

    /** @param form the id of the form, whose fields have the names that the service uses */
    void beside(String form, Invalid invalid) {
        invalid.violations().forEach(violation -> beside(form, violation, violation.field() + "." + violation.code()));
        FacesContext.getCurrentInstance().validationFailed();
    }

    /** The same about something that has words of its own for some of its fields. */
    void beside(String form, String subject, Invalid invalid) {
        invalid.violations().forEach(violation -> {
            String text = violation.field() + "." + violation.code();
            String own = subject + "." + text;
            beside(form, violation, words.has(own) ? own : text);
        });
        FacesContext.getCurrentInstance().validationFailed();
    }

    private void beside(String form, Violation violation, String text) {
        add(form + ":" + violation.field(), FacesMessage.SEVERITY_ERROR, words.of(text));
    }

    /** The same for a permission that the user cannot give since they do not have it. */
    void beside(String form, Forbidden forbidden) {
        beside(form, "permissions", forbidden);
    }

    /** The same beside another field. */
    void beside(String form, String field, Forbidden forbidden) {
        add(form + ":" + field, FacesMessage.SEVERITY_ERROR, text(forbidden));
        FacesContext.getCurrentInstance().validationFailed();
    }

    private String text(Forbidden forbidden) {
        Set<Permission> lacking =
                Permission.parse(forbidden.permission()).stream().collect(Collectors.toSet());
        return words.of("permissions.missing", permissions.of(lacking));
    }

    private static void add(String client, Severity severity, String text) {
        FacesContext.getCurrentInstance().addMessage(client, new FacesMessage(severity, text, text));
    }
}
