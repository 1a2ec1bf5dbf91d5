package org.latchkey.client;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.latchkey.problem.Invalid.Violation;
import org.latchkey.problem.Text;

/** A user who may register applications. */
@Entity
@SuppressWarnings("UnusedVariable") // When they registered is only written.
class Developer {

    /** A mail address as far as its shape tells: what is not one is found by writing to it. */
    private static final Pattern CONTACT = Pattern.compile("[!-?A-~]{1,64}@[A-Za-z0-9.-]{1,189}");

    @Id
    private long userId;

    private String name;
    private String contact;
    private Instant registeredAt;

    protected Developer() {}

    Developer(long userId, DeveloperDetails details, Instant at) {
        this.userId = userId;
        this.registeredAt = at;
        change(details);
    }

    void change(DeveloperDetails details) {
        name = details.name();
        contact = details.contact();
    }

    DeveloperDetails details() {
        return new DeveloperDetails(name, contact);
    }

    static List<Violation> violations(DeveloperDetails details) {
        List<Violation> violations = new ArrayList<>();
        Text.violation("name", details.name()).ifPresent(violations::add);
        if (details.contact().isEmpty()) {
            violations.add(new Violation("contact", "required"));
        } else if (!CONTACT.matcher(details.contact()).matches()) {
            violations.add(new Violation("contact", "malformed"));
        }
        return violations;
    }
}
