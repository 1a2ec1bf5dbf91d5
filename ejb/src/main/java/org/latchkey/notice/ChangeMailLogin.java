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

    private static final int LONGEST_USER = 254;
    private static final int LONGEST_PASSWORD = 1000;

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
        if (words.size() != 2 || !isWithin(LONGEST_USER, words.get(0)) || !isWithin(LONGEST_PASSWORD, words.get(1))) {
            return OperatorAnswer.not(
                    OperatorAnswer.USAGE,
                    "It takes a user of " + LONGEST_USER + " characters at most, and a password of " + LONGEST_PASSWORD
                            + " at most.");
        }
        logins.set(new Credentials(words.get(0), words.get(1)));
        return OperatorAnswer.done(words.get(0) + " signs in at the mail server.");
    }

    private static boolean isWithin(int longest, String word) {
        return !word.isEmpty() && word.length() <= longest;
    }
}
