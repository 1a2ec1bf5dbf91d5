package org.latchkey.imports;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.latchkey.catalog.Field;
import org.latchkey.catalog.Kind;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;
import org.latchkey.problem.Text;

/**
 * What a mapper is.
 *
 * @param name 1 to 100 characters; none of a company's mappers has the same
 * @param kind what the rows of a file are
 * @param encoding of the files
 * @param separator in the files
 * @param header whether the first line has the names of the columns
 * @param columns of which fields are filled, no field twice
 */
public record MapperSettings(
        String name, Kind kind, Encoding encoding, Separator separator, boolean header, List<MappedColumn> columns) {

    private static final int LONGEST_TEXT = 254;
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,2}");

    /** Takes null for an empty name; keeps a copy of the columns. */
    public MapperSettings {
        name = name == null ? "" : name.strip();
        columns = List.copyOf(columns);
    }

    /**
     * Checks everything but that the name is free.
     *
     * @throws Invalid with the fields {@code name} and {@code columns}
     */
    void requireValid() {
        List<Violation> violations =
                new ArrayList<>(Text.violation("name", name).stream().toList());
        columnsViolation().ifPresent(code -> violations.add(new Violation("columns", code)));
        Invalid.refuse(violations);
    }

    /** @throws Invalid with the field {@code columns} */
    void requireValidColumns() {
        Invalid.refuse(columnsViolation().map(code -> new Violation("columns", code)).stream()
                .toList());
    }

    private Optional<String> columnsViolation() {
        Set<String> fields = new HashSet<>();
        if (columns.isEmpty()) {
            return Optional.of("required");
        }
        for (MappedColumn column : columns) {
            Optional<Field> field = kind.field(column.field()).filter(Field::writable);
            if (field.isEmpty()
                    || !fields.add(column.field())
                    || !column.converter().suits(field.get())) {
                return Optional.of("unsuitable");
            }
            if (Text.length(column.source()) > LONGEST_TEXT || Text.length(column.initial()) > LONGEST_TEXT) {
                return Optional.of("too-long");
            }
            if (!header && !column.source().isEmpty() && !isNumber(column.source())) {
                return Optional.of("number");
            }
        }
        return Optional.empty();
    }

    private static boolean isNumber(String source) {
        return NUMBER.matcher(source).matches() && Integer.parseInt(source) <= CsvRows.MOST_COLUMNS;
    }
}
