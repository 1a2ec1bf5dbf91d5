package org.latchkey.notice;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.latchkey.safe.SafeKey;

/** Who signs in at the mail server. There is one at most. */
@Entity
class MailLogin {

    /** The id of the only one. */
    static final Boolean ONLY_ONE = true;

    @Id
    private Boolean onlyOne;

    private String name;

    @Embedded
    private SafeKey password;

    protected MailLogin() {}

    MailLogin(String name, SafeKey password) {
        this.onlyOne = ONLY_ONE;
        this.name = name;
        this.password = password;
    }

    String name() {
        return name;
    }

    SafeKey password() {
        return password;
    }
}
