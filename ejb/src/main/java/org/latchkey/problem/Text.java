package org.latchkey.problem;

import java.util.Optional;
import org.latchkey.problem.Invalid.Violation;

/** What texts that people write may be. */
public final class Text {

    /** The most characters of a name. */
    public static final int LONGEST_NAME = 100;

    private Text() {}

    /**
     * The rule that a name breaks: it has 1 to {@value #LONGEST_NAME} characters on one line, none of which hides itself,
     * and more than spaces.
     *
     * @param field where it was written
     * @param name without spaces around it; not null
     */
    public static Optional<Violation> violation(String field, String name) {
        if (name.codePoints().allMatch(Character::isSpaceChar)) {
            return Optional.of(new Violation(field, "required"));
        }
        if (length(name) > LONGEST_NAME) {
            return Optional.of(new Violation(field, "too-long"));
        }
        return name.codePoints().anyMatch(Text::isInvisible)
                ? Optional.of(new Violation(field, "control-characters"))
                : Optional.empty();
    }

    /** How many characters a text has. */
    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** What people cannot see could make two names look alike, or a line read backwards. */
    public static boolean isInvisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
