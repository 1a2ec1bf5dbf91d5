package org.latchkey.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.latchkey.apikey.ApiKeys;
import org.latchkey.apikey.Overlap;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.NotFound;
import org.primefaces.PrimeFaces;

/** The dialog that gives a key another secret; on the list and on the page of one key. */
@Named
@RequestScoped
public class RegenerateForm {

    private static final Pattern SUBJECT =
            Pattern.compile("(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}):([0-9]{1,9})");

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
        try {
            Matcher key = SUBJECT.matcher(String.valueOf(subject));
            if (!key.matches()) {
                throw new NotFound("key");
            }
            once.show(keys.regenerate(
                    UUID.fromString(key.group(1)),
                    Integer.valueOf(key.group(2)),
                    overlap == null ? Overlap.NONE : overlap,
                    untilUsed));
        } catch (NotFound e) {
            notices.refused("keys.gone");
            refuse(page);
            return;
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
