package org.latchkey.api;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.latchkey.account.Permission;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;

/**
 * The fields of a JSON object, each read as what it has to be. What is absent or null is null; what is something else is
 * noted, and so is what nobody has asked for: {@link #requireValid} tells of both.
 */
final class Fields {

    static final int MOST_ERRORS = 20;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_COUNT = 9;
    private static final Pattern COUNT = Pattern.compile("0|[1-9][0-9]*");

    private final JsonObject object;
    private final Set<String> read = new HashSet<>();
    private final List<Violation> violations = new ArrayList<>();

    Fields(JsonObject object) {
        this.object = object;
    }

    /** Whether there is such a field, null or not. */
    boolean has(String name) {
        return object.containsKey(name);
    }

    /** Whether there is such a field, and it is null. */
    boolean isNull(String name) {
        return object.get(name) == JsonValue.NULL;
    }

    /** Whether there is no field at all. */
    boolean isEmpty() {
        return object.isEmpty();
    }

    /** Whether there are these fields, and no other. */
    boolean isOnly(String... names) {
        return object.keySet().equals(Set.of(names));
    }

    String text(String name) {
        JsonValue value = value(name);
        if (value == null || value instanceof JsonString) {
            return value == null ? null : ((JsonString) value).getString();
        }
        return malformed(name);
    }

    Boolean flag(String name) {
        JsonValue value = value(name);
        if (value == null) {
            return null;
        }
        return switch (value.getValueType()) {
            case TRUE -> true;
            case FALSE -> false;
            default -> malformed(name);
        };
    }

    Long number(String name) {
        JsonValue value = value(name);
        if (value == null) {
            return null;
        }
        try {
            return value instanceof JsonNumber number ? (Long) number.longValueExact() : malformed(name);
        } catch (ArithmeticException e) {
            return malformed(name);
        }
    }

    Integer smallNumber(String name) {
        Long number = number(name);
        if (number == null || number == number.intValue()) {
            return number == null ? null : (Integer) number.intValue();
        }
        add(name, "out-of-range");
        return null;
    }

    /** A whole number without signs and leading zeros, as a number or in a text. */
    Integer count(String name) {
        if (!(value(name) instanceof JsonString text)) {
            return smallNumber(name);
        }
        String digits = text.getString();
        if (!COUNT.matcher(digits).matches()) {
            return malformed(name);
        }
        if (digits.length() > LONGEST_COUNT) {
            add(name, "out-of-range");
            return null;
        }
        return Integer.valueOf(digits);
    }

    /** A day as {@code 2027-03-31}. */
    LocalDate day(String name) {
        String text = text(name);
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            return malformed(name);
        }
    }

    List<String> texts(String name) {
        JsonValue value = value(name);
        if (value == null) {
            return null;
        }
        if (value instanceof JsonArray array && array.stream().allMatch(JsonString.class::isInstance)) {
            return array.getValuesAs(JsonString::getString);
        }
        return malformed(name);
    }

    /** Permissions as {@code customers:view}. */
    Set<Permission> permissions(String name) {
        List<String> words = texts(name);
        if (words == null) {
            return null;
        }
        Set<Permission> permissions = new LinkedHashSet<>();
        for (String word : words) {
            if (Permission.parse(word).map(permissions::add).isEmpty()) {
                return malformed(name);
            }
        }
        return permissions;
    }

    /** Notes that a field is not valid. */
    void add(String name, String code) {
        read.add(name);
        violations.add(new Violation(name, code));
    }

    /** To be called when all has been read. */
    void requireValid() {
        object.keySet().stream().filter(name -> !read.contains(name)).forEach(name -> add(shown(name), "unknown"));
        if (!violations.isEmpty()) {
            throw new Invalid(violations.subList(0, Math.min(violations.size(), MOST_ERRORS)));
        }
    }

    static String shown(String name) {
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    }

    private JsonValue value(String name) {
        read.add(name);
        JsonValue value = object.get(name);
        return value == JsonValue.NULL ? null : value;
    }

    /** Whatever it should have been. */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    private <T> T malformed(String name) {
        add(name, "malformed");
        return null;
    }
}
