package org.latchkey.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.latchkey.problem.NotFound;

/** What a question was about that has been answered with yes: ids, as the button that asked it has named them. */
@Named
@RequestScoped
public class Asked {

    private static final int MOST = 1_000;

    private String subject;

    /**
     * The ids.
     *
     * @throws NotFound where it is none, since it comes from a hidden field
     */
    List<UUID> ids() {
        try {
            return Stream.of(String.valueOf(subject).split(",", MOST))
                    .map(UUID::fromString)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new NotFound("subject");
        }
    }

    /** With commas between them. */
    public String getSubject() {
        return subject;
    }

    public void setSubject(String subject) {
        this.subject = subject;
    }
}
