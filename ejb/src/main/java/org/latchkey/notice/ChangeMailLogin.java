package org.latchkey.notice;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.latchkey.notice.MailLogins.Credentials;
import org.latchkey.operate.OperatorAnswer;
import org.latchkey.operator.OperatorCommand;

/** The operator's command that says how the server signs in at the mail server: a user and a password, or no user. */
@ApplicationScoped
class ChangeMailLogin implements OperatorCommand {

    private static final int LONGEST = 254;

    @Inject
    private MailLogins logins;

    @Override
    public String name() {
        return "mail-login";
    }

    @Override
    public OperatorAnswer answer(List<String> words) {
        if (words.isEmpty() || words.get(0).isBlank()) {
            logins.clear();
            return OperatorAnswer.done("Nobody signs in at the mail server.");
        }
        if (words.size() != 2 || words.get(0).length() > LONGEST || words.get(1).isEmpty()) {
            return OperatorAnswer.not(
                    OperatorAnswer.USAGE, "It takes a user of " + LONGEST + " characters at most, and a password.");
        }
        logins.set(new Credentials(words.get(0), words.get(1)));
        return OperatorAnswer.done(words.get(0) + " signs in at the mail server.");
    }
}
