package org.latchkey.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes many things of one kind in batches: one whose key is there already is changed, any other is made. Asks for no
 * permission: whoever uses it has asked {@link Catalog#requireChange}. For one transaction and one thread.
 *
 * <p>Where a field that a new thing needs is not among the fields, things are changed only.
 */
public final class CatalogWriter implements AutoCloseable {

    private static final int BATCH = 500;

    private final Kind kind;
    private final List<Field> fields;
    private final Optional<Field> lacking;
    private final long companyId;
    private final LocalDateTime now;
    private final PreparedStatement statement;
    private final List<Long> lines = new ArrayList<>(BATCH);

    /**
     * Prepares.
     *
     * @param connection in a transaction; stays open
     * @param fields of the values, in their order: writable ones, none twice
     */
    public CatalogWriter(Connection connection, long companyId, Kind kind, List<Field> fields, Instant now)
            throws SQLException {
        this.kind = kind;
        this.fields = List.copyOf(fields);
        this.lacking = lacking(kind, fields);
        this.companyId = companyId;
        this.now = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
        this.statement = connection.prepareStatement(lacking.isPresent() ? update() : insert());
    }

    /** A field that a new thing needs and that is none of these; empty where new things can be made. */
    public static Optional<Field> lacking(Kind kind, List<Field> fields) {
        return kind.fields().stream()
                .filter(Field::isRequired)
                .filter(field -> !fields.contains(field))
                .findFirst();
    }

    /**
     * Writes one, at the latest with {@link #flush}.
     *
     * @param line by which the caller knows it
     * @param values of the fields, in their order, each of which is valid
     * @return the lines of those in a batch that was written now which are not there and could not be made
     */
    public List<Long> write(long line, List<Object> values) throws SQLException {
        int index = 1;
        statement.setObject(index++, now);
        for (int i = 0; i < fields.size(); i++) {
            statement.setObject(index++, value(fields.get(i), values.get(i)));
        }
        statement.setLong(index++, companyId);
        if (lacking.isPresent()) {
            statement.setObject(index, values.get(fields.indexOf(kind.key())));
        }
        statement.addBatch();
        lines.add(line);
        return lines.size() == BATCH ? flush() : List.of();
    }

    /** Writes what is left; answers as {@link #write} does. */
    public List<Long> flush() throws SQLException {
        if (lines.isEmpty()) {
            return List.of();
        }
        int[] changed = statement.executeBatch();
        List<Long> missing = new ArrayList<>();
        for (int i = 0; lacking.isPresent() && i < changed.length; i++) {
            if (changed[i] == 0) {
                missing.add(lines.get(i));
            }
        }
        lines.clear();
        return missing;
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }

    /** What has no value has its initial one, if there is one. */
    private static Object value(Field field, Object value) {
        return value == null ? field.initial() : value;
    }

    private String insert() {
        List<Field> rest = kind.fields().stream()
                .filter(field -> field.initial() != null && !fields.contains(field))
                .toList();
        String columns = Stream.concat(
                        Stream.concat(Stream.of("changed_at"), columns()),
                        Stream.concat(
                                Stream.of("company_id", "version"),
                                rest.stream().map(Field::column)))
                .collect(Collectors.joining(", "));
        String marks = "?" + ", ?".repeat(fields.size()) + ", ?, 0"
                + rest.stream().map(field -> ", " + field.initial()).collect(Collectors.joining());
        String changes = columns()
                .map(column -> ", " + column + " = VALUES(" + column + ")")
                .collect(Collectors.joining());
        return "INSERT INTO %s (%s) VALUES (%s) ON DUPLICATE KEY UPDATE version = version + 1, changed_at = VALUES(changed_at)%s"
                .formatted(table(), columns, marks, changes);
    }

    private String update() {
        String changes = columns().map(column -> ", " + column + " = ?").collect(Collectors.joining());
        return "UPDATE %s SET version = version + 1, changed_at = ?%s WHERE company_id = ? AND %s = ?"
                .formatted(table(), changes, kind.key().column());
    }

    private Stream<String> columns() {
        return fields.stream().map(Field::column);
    }

    private String table() {
        return kind.type().getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
