package org.latchkey.catalog;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.latchkey.problem.Text;

/**
 * One of the things that a customer, a product or a category consists of.
 *
 * @param name in answers, as {@code productCategoryId}
 * @param type of its values
 * @param most how many characters a text may have; 0 for other types
 * @param nullable whether it may be without a value
 * @param writable whether callers set it
 * @param initial the value of a new thing for which none was given; null where there is none
 */
public record Field(String name, Type type, int most, boolean nullable, boolean writable, Object initial) {

    /** The id of a thing, by which whoever reads it tells it from others. */
    public static final Field ID = id("id").readOnly();

    /** When a thing was made or changed the last time. */
    public static final Field CHANGED_AT = new Field("changedAt", Type.INSTANT, 0, true, true, null).readOnly();

    /** How many digits a decimal number has behind the point, at most. */
    public static final int SCALE = 4;

    /** How many digits a decimal number has, at most. */
    public static final int PRECISION = 15;

    private static final BigDecimal TOO_LARGE = BigDecimal.TEN.pow(PRECISION - SCALE);
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,20}+(\\.[0-9]{1,20}+)?");
    private static final Pattern HUMP = Pattern.compile("(?=[A-Z])");

    /** Of what type values are, with the Java class that they have. */
    public enum Type {
        ID(Long.class),
        INTEGER(Integer.class),
        DECIMAL(BigDecimal.class),
        TEXT(String.class),
        BOOLEAN(Boolean.class),
        INSTANT(Instant.class);

        private final Class<?> values;

        Type(Class<?> ofValues) {
            values = ofValues;
        }

        /** The class of the values. */
        public Class<?> ofValues() {
            return values;
        }

        /**
         * Reads a value as programs write it: {@code 12}, {@code 2.50}, {@code true}, {@code 2026-11-21T10:00:00Z}.
         *
         * @param written not null
         * @return empty where it is none of this type
         */
        public Optional<Object> parse(String written) {
            return switch (this) {
                case TEXT -> Optional.of(written);
                case BOOLEAN ->
                    Map.<String, Object>of("true", true, "false", false).entrySet().stream()
                            .filter(word -> word.getKey().equals(written))
                            .map(Map.Entry::getValue)
                            .findFirst();
                case INSTANT -> instant(written);
                case ID, INTEGER, DECIMAL ->
                    NUMBER.matcher(written).matches() ? number(new BigDecimal(written)) : Optional.empty();
            };
        }

        private Optional<Object> number(BigDecimal number) {
            try {
                return Optional.of(
                        switch (this) {
                            case ID -> number.longValueExact();
                            case INTEGER -> number.intValueExact();
                            default -> number;
                        });
            } catch (ArithmeticException e) {
                return Optional.empty();
            }
        }

        private static Optional<Object> instant(String written) {
            try {
                return Optional.of(Instant.parse(written));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
    }

    static Field text(String name, int most) {
        return new Field(name, Type.TEXT, most, true, true, null);
    }

    static Field decimal(String name) {
        return new Field(name, Type.DECIMAL, 0, true, true, null);
    }

    static Field integer(String name) {
        return new Field(name, Type.INTEGER, 0, true, true, null);
    }

    static Field bool(String name) {
        return new Field(name, Type.BOOLEAN, 0, true, true, null);
    }

    static Field id(String name) {
        return new Field(name, Type.ID, 0, true, true, null);
    }

    Field required() {
        return new Field(name, type, most, false, writable, initial);
    }

    Field initially(Object value) {
        return new Field(name, type, most, false, writable, value);
    }

    Field readOnly() {
        return new Field(name, type, most, false, false, initial);
    }

    /** By their names in their order, with those that everything has. */
    static Map<String, Field> byName(List<Field> own) {
        Map<String, Field> all = new LinkedHashMap<>();
        all.put(ID.name(), ID);
        own.forEach(field -> all.put(field.name, field));
        all.put(CHANGED_AT.name(), CHANGED_AT);
        return Collections.unmodifiableMap(all);
    }

    /** Whether a new thing needs to be given a value. */
    public boolean isRequired() {
        return writable && !nullable && initial == null;
    }

    /** As it is called in the database. */
    String column() {
        return HUMP.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
    }

    /**
     * The rule that a value breaks, as a stable word; empty where it may be stored.
     *
     * @param value of the type's class, or null; whether the category that it names is there is not looked at
     */
    public Optional<String> violation(Object value) {
        if (value == null) {
            return nullable ? Optional.empty() : Optional.of("required");
        }
        if (!type.values.isInstance(value)) {
            return Optional.of("malformed");
        }
        return switch (type) {
            case TEXT -> violation((String) value);
            case DECIMAL -> violation((BigDecimal) value);
            default -> Optional.empty();
        };
    }

    private Optional<String> violation(String text) {
        if (!nullable && text.isBlank()) {
            return Optional.of("required");
        }
        if (Text.length(text) > most) {
            return Optional.of("too-long");
        }
        return text.codePoints().anyMatch(Text::isInvisible) ? Optional.of("control-characters") : Optional.empty();
    }

    private static Optional<String> violation(BigDecimal number) {
        // Not stripped before it is known to be small: 1E+999999999 would take all the memory there is.
        if (number.precision() - number.scale() > PRECISION - SCALE
                || number.abs().compareTo(TOO_LARGE) >= 0) {
            return Optional.of("out-of-range");
        }
        return number.stripTrailingZeros().scale() > SCALE ? Optional.of("too-precise") : Optional.empty();
    }
}
