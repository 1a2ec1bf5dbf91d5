package org.latchkey.imports;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.latchkey.catalog.Categories;
import org.latchkey.catalog.Field;
import org.latchkey.catalog.Kind;
import org.latchkey.imports.CsvRows.CsvRow;

/** Makes values of fields of the rows of one file. */
final class RowMapper {

    /** What everything has and nobody sets: a file that was exported may hold it. */
    private static final Set<String> PASSED_OVER =
            Set.of(normalized(Field.ID.name()), normalized(Field.CHANGED_AT.name()));

    private final List<Target> targets;
    private final int width;
    private final Categories categories;
    private final RowErrors errors;

    private RowMapper(List<Target> targets, int width, Categories categories, RowErrors errors) {
        this.targets = targets;
        this.width = width;
        this.categories = categories;
        this.errors = errors;
    }

    /**
     * Finds the columns.
     *
     * @param settings null where the names in the header line are those of the fields
     * @param first the header line, or the first row where the file has none
     * @param errors where all that is wrong goes, now and later
     */
    static RowMapper of(Kind kind, MapperSettings settings, CsvRow first, Categories categories, RowErrors errors)
            throws SQLException {
        List<Target> targets = new ArrayList<>();
        RowMapper mapper = new RowMapper(targets, first.cells().size(), categories, errors);
        if (settings == null) {
            mapper.takeFieldNames(kind, first);
        } else {
            for (MappedColumn column : settings.columns()) {
                mapper.take(kind, settings.header(), column, first);
            }
        }
        return mapper;
    }

    /** The columns of a mapper that somebody may want for a file with this header line: each that has the name of a field. */
    static List<MappedColumn> proposed(Kind kind, List<String> header) {
        return kind.fields().stream()
                .filter(Field::writable)
                .map(field -> new MappedColumn(
                        field.name(),
                        header.stream()
                                .filter(name -> normalized(name).equals(normalized(field.name())))
                                .findFirst()
                                .orElse(""),
                        Converter.PLAIN,
                        ""))
                .toList();
    }

    /** Without what people write in one way or another. */
    private static String normalized(String name) {
        return name.replaceAll("[\\s_-]", "").toLowerCase(Locale.ROOT);
    }

    private void takeFieldNames(Kind kind, CsvRow header) {
        for (int i = 0; i < width; i++) {
            String name = normalized(header.cells().get(i));
            Optional<Field> field = kind.fields().stream()
                    .filter(Field::writable)
                    .filter(it -> normalized(it.name()).equals(name))
                    .findFirst();
            if (field.isPresent() && fields().contains(field.get())) {
                errors.add(new RowError(header.line(), i + 1, field.get().name(), "twice"));
            } else if (field.isPresent()) {
                targets.add(new Target(field.get(), i, Converter.PLAIN, null));
            } else if (!PASSED_OVER.contains(name)) {
                errors.add(new RowError(header.line(), i + 1, null, "unknown-column"));
            }
        }
    }

    private void take(Kind kind, boolean header, MappedColumn column, CsvRow first) throws SQLException {
        Field field = kind.field(column.field()).orElseThrow();
        int index = column.source().isEmpty() ? -1 : header ? named(column.source(), first) : numbered(column.source());
        if (index == width) {
            errors.add(new RowError(first.line(), 0, field.name(), "missing-column"));
        }
        Object initial = null;
        if (!column.initial().isEmpty()) {
            Read read = read(field, column.converter(), column.initial());
            initial = read.value;
            if (read.violation != null) {
                errors.add(new RowError(first.line(), 0, field.name(), "default"));
            }
        }
        targets.add(new Target(field, index, column.converter(), initial));
    }

    private int named(String source, CsvRow header) {
        return IntStream.range(0, width)
                .filter(i -> header.cells().get(i).strip().equalsIgnoreCase(source))
                .findFirst()
                .orElse(width);
    }

    private int numbered(String source) {
        return Math.min(Integer.parseInt(source) - 1, width);
    }

    /** The fields of the values, in their order. */
    List<Field> fields() {
        return targets.stream().map(Target::field).collect(Collectors.toList());
    }

    /** The values of a row, each valid; null where any is not, which is among the errors then. */
    List<Object> values(CsvRow row) throws SQLException {
        if (row.cells().size() != width) {
            errors.add(RowError.of(row.line(), "columns"));
            return null;
        }
        boolean valid = true;
        List<Object> values = new ArrayList<>(targets.size());
        for (Target target : targets) {
            Read read = target.index < 0
                    ? new Read(target.initial, null)
                    : read(target, row.cells().get(target.index).strip());
            if (read.violation != null) {
                errors.add(new RowError(row.line(), target.index + 1, target.field.name(), read.violation));
                valid = false;
            }
            values.add(read.value);
        }
        return valid ? values : null;
    }

    private Read read(Target target, String text) throws SQLException {
        if (text.isEmpty() && target.initial != null) {
            return new Read(target.initial, null);
        }
        return read(target.field, target.converter, text);
    }

    private Read read(Field field, Converter converter, String text) throws SQLException {
        if (text.isEmpty()) {
            return new Read(
                    null, field.initial() != null ? null : field.violation(null).orElse(null));
        }
        Object value = converter.convert(text, field, categories).orElse(null);
        if (value == null) {
            return new Read(null, converter.violation());
        }
        if (converter != Converter.CATEGORY_NAME && value instanceof Long category && !categories.contains(category)) {
            return new Read(null, "unknown");
        }
        return new Read(value, field.violation(value).orElse(null));
    }

    private record Target(Field field, int index, Converter converter, Object initial) {}

    private record Read(Object value, String violation) {}
}
