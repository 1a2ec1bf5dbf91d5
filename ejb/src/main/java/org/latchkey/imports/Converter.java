package org.latchkey.imports;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.latchkey.catalog.Categories;
import org.latchkey.catalog.Field;

/** How the text of a cell becomes a value. Spaces around it never count. */
public enum Converter {
    /** As programs write it: {@code 1234.5}, {@code true}, any text. */
    PLAIN(Set.of(Field.Type.values())),
    /** A number as {@code 1,234.50}. */
    DECIMAL_POINT(Set.of(Field.Type.ID, Field.Type.INTEGER, Field.Type.DECIMAL)),
    /** A number as {@code 1.234,50}. */
    DECIMAL_COMMA(Set.of(Field.Type.ID, Field.Type.INTEGER, Field.Type.DECIMAL)),
    /** Yes or no, by their words in English and German, or 1 and 0. */
    YES_NO(Set.of(Field.Type.BOOLEAN)),
    UPPER_CASE(Set.of(Field.Type.TEXT)),
    LOWER_CASE(Set.of(Field.Type.TEXT)),
    /** The name of a category that is there. */
    CATEGORY_NAME(Set.of(Field.Type.ID));

    private static final int LONGEST_NUMBER = 40;
    private static final Set<String> YES = Set.of("yes", "y", "true", "on", "1", "ja", "j", "wahr");
    private static final Set<String> NO = Set.of("no", "n", "false", "off", "0", "nein", "falsch");
    private static final Pattern WITH_POINT = number(",", "\\.");
    private static final Pattern WITH_COMMA = number("\\.", ",");
    private static final Pattern GROUPING = Pattern.compile("[\\s\\u00a0\\u202f'’]");

    @SuppressWarnings("ImmutableEnumChecker") // It cannot be changed.
    private final Set<Field.Type> types;

    Converter(Set<Field.Type> types) {
        this.types = types;
    }

    private static Pattern number(String group, String point) {
        String between = "[" + group + "\\s\\u00a0\\u202f'’]";
        return Pattern.compile("[+-]?([0-9]{1,3}(" + between + "[0-9]{3})+|[0-9]+)(" + point + "[0-9]+)?");
    }

    /** Whether it makes values of that field. */
    public boolean suits(Field field) {
        return types.contains(field.type());
    }

    /** The rule that a text breaks of which it makes nothing. */
    String violation() {
        return this == CATEGORY_NAME ? "unknown" : "malformed";
    }

    /**
     * Makes a value.
     *
     * @param text neither empty nor with spaces around it
     * @return of the field's type, not otherwise checked; empty where the text is no such value
     */
    Optional<Object> convert(String text, Field field, Categories categories) throws SQLException {
        return switch (this) {
            case PLAIN -> field.type().parse(text);
            case DECIMAL_POINT -> number(text, WITH_POINT, ',', field);
            case DECIMAL_COMMA -> number(text, WITH_COMMA, '.', field);
            case YES_NO -> word(text.toLowerCase(Locale.ROOT));
            case UPPER_CASE -> Optional.of(text.toUpperCase(Locale.ROOT));
            case LOWER_CASE -> Optional.of(text.toLowerCase(Locale.ROOT));
            case CATEGORY_NAME -> categories.find(text).map(id -> id);
        };
    }

    private static Optional<Object> number(String text, Pattern shape, char group, Field field) {
        if (text.length() > LONGEST_NUMBER || !shape.matcher(text).matches()) {
            return Optional.empty();
        }
        String plain = GROUPING.matcher(text).replaceAll("").replace(String.valueOf(group), "");
        return field.type().parse(plain.replace(',', '.'));
    }

    private static Optional<Object> word(String text) {
        return YES.contains(text) ? Optional.of(true) : NO.contains(text) ? Optional.of(false) : Optional.empty();
    }
}
