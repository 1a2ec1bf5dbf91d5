package org.latchkey.notice;

/**
 * A mail to one person. Nothing in it is ever a secret.
 *
 * @param recipient an address; whether it is one shows when it is used
 * @param subject on one line: line breaks and control characters become spaces, what is too long is cut
 * @param text plain
 */
public record Mail(String recipient, String subject, String text) {

    private static final int LONGEST_SUBJECT = 200;

    /** A subject with a line break in it would begin another header. */
    public Mail {
        StringBuilder line = new StringBuilder();
        subject.codePoints()
                .limit(LONGEST_SUBJECT)
                .map(it -> endsLineOrControls(it) ? ' ' : it)
                .forEach(line::appendCodePoint);
        subject = line.toString();
    }

    private static boolean endsLineOrControls(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }
}
