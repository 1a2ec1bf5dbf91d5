package org.latchkey.pages;

import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.latchkey.apikey.Overlap;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.NotFound;
import org.primefaces.PrimeFaces;

/** The dialog that gives something another secret. */
public abstract class Regeneration {

    private static final Pattern SUBJECT =
            Pattern.compile("(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}):([0-9]{1,9})");

    @Inject
    private Proof proof;

    @Inject
    private Notices notices;

    private final String words;
    private String subject;
    private Overlap overlap;

    /**
     * @param words in the bundle, before {@code gone} and the codes of conflicts
     * @param proposed how long the old secret lives on where nothing else is chosen
     */
    Regeneration(String words, Overlap proposed) {
        this.words = words;
        this.overlap = proposed;
    }

    /**
     * Does it, and shows what came of it.
     *
     * @param page that shows what it belongs to
     */
    public void regenerate(Refreshable page) {
        if (!proof.given("regenerateForm")) {
            return;
        }
        try {
            Matcher wanted = SUBJECT.matcher(String.valueOf(subject));
            if (!wanted.matches()) {
                throw new NotFound("subject");
            }
            regenerate(
                    UUID.fromString(wanted.group(1)),
                    Integer.valueOf(wanted.group(2)),
                    overlap == null ? Overlap.NONE : overlap);
        } catch (NotFound e) {
            notices.refused(words + ".gone");
            refuse(page);
            return;
        } catch (Conflict e) {
            // Among others the second of two presses: the secret that the first has shown stays as it is.
            notices.refused(words, e);
            refuse(page);
            return;
        } catch (Forbidden e) {
            notices.refused(e);
            refuse(page);
            return;
        }
        page.refresh();
        PrimeFaces.current().ajax().update("shown", "regenerateForm:proof");
        finish();
    }

    /** Does it and keeps the secret to be shown, where it is. */
    abstract void regenerate(UUID id, Integer version, Overlap wanted);

    /** Shows the secret once, in place of this dialog. */
    void finish() {
        PrimeFaces.current().ajax().update("once");
        PrimeFaces.current().executeScript("Latchkey.showOnce()");
    }

    private static void refuse(Refreshable page) {
        page.refresh();
        PrimeFaces.current().ajax().update("shown");
        close();
    }

    static void close() {
        PrimeFaces.current().executeScript("PF('regenerate').hide()");
    }

    /** Which one in which version, with a colon between them; filled in by the button that opens the dialog. */
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
}
