package org.latchkey.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.UUID;
import org.latchkey.apikey.ApiKeys;
import org.latchkey.apikey.Overlap;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.Forbidden;
import org.primefaces.PrimeFaces;

/** The dialog that gives a key another secret; on the list and on the page of one key. */
@Named
@RequestScoped
public class RegenerateForm {

    @Inject
    private ApiKeys keys;

    @Inject
    private ShownOnce once;

    @Inject
    private Proof proof;

    @Inject
    private Notices notices;

    private String subject;
    private Overlap overlap = Overlap.NONE;
    private boolean untilUsed;

    /**
     * Does it, and shows the new value once.
     *
     * @param page that shows the key
     */
    public void regenerate(Refreshable page) {
        if (!proof.given("regenerateForm")) {
            return;
        }
        String[] parts = subject.split(":", 2);
        try {
            once.show(keys.regenerate(UUID.fromString(parts[0]), Integer.valueOf(parts[1]), overlap, untilUsed));
        } catch (Conflict e) {
            // Among others the second of two presses: the secret that the first has shown stays as it is.
            notices.refused(e);
            refuse(page);
            return;
        } catch (Forbidden e) {
            notices.refused(e);
            refuse(page);
            return;
        }
        page.refresh();
        PrimeFaces.current().ajax().update("keys", "once", "regenerateForm:proof");
        PrimeFaces.current().executeScript("Latchkey.showOnce()");
    }

    private static void refuse(Refreshable page) {
        page.refresh();
        PrimeFaces.current().ajax().update("keys");
        PrimeFaces.current().executeScript("PF('regenerate').hide()");
    }

    /** Which key in which version, with a colon between them; filled in by the button that opens the dialog. */
    public String getSubject() {
        return subject;
    }

    public void setSubject(String subject) {
        this.subject = subject;
    }

    public List<Overlap> getOverlaps() {
        return List.of(Overlap.values());
    }

    public Overlap getOverlap() {
        return overlap;
    }

    public void setOverlap(Overlap overlap) {
        this.overlap = overlap;
    }

    public boolean isUntilUsed() {
        return untilUsed;
    }

    public void setUntilUsed(boolean untilUsed) {
        this.untilUsed = untilUsed;
    }
}
