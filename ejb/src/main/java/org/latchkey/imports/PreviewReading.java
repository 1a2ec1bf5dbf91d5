package org.latchkey.imports;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.latchkey.catalog.Categories;
import org.latchkey.catalog.Field;
import org.latchkey.imports.CsvRows.CsvRow;

/** Reads the first rows of a file as they would be imported, and writes nothing. */
final class PreviewReading {

    private final Connection connection;
    private final long companyId;
    private final MapperSettings settings;
    private List<String> header = List.of();
    private List<String> fields = List.of();
    private final List<Preview.Row> shown = new ArrayList<>();
    private final List<RowError> wrong = new ArrayList<>();

    PreviewReading(Connection connection, long companyId, MapperSettings settings) {
        this.connection = connection;
        this.companyId = companyId;
        this.settings = settings;
    }

    Preview of(byte[] sample) throws IOException, SQLException {
        ImportFile file = new ImportFile(null, sample.length, () -> new ByteArrayInputStream(sample));
        boolean whole = sample.length < Preview.MOST_BYTES;
        try (InputStream bytes = file.open();
                CsvRows rows =
                        new CsvRows(bytes, Characters.of(file, settings.encoding(), whole), settings.separator());
                Categories categories = new Categories(connection, companyId)) {
            read(rows, categories);
        } catch (Unreadable e) {
            wrong.add(e.error());
        }
        return new Preview(header, fields, shown, wrong);
    }

    private void read(CsvRows rows, Categories categories) throws SQLException, Unreadable {
        CsvRow first = rows.next();
        if (first == null) {
            throw new Unreadable(RowError.of(1, "empty"));
        }
        header = first.cells();
        RowErrors errors = new RowErrors();
        RowMapper mapper = RowMapper.of(settings.kind(), settings, first, categories, errors);
        if (!errors.isEmpty()) {
            wrong.addAll(errors.result(0).errors());
            return;
        }
        fields = mapper.fields().stream().map(Field::name).toList();
        CsvRow row = settings.header() ? rows.next() : first;
        while (row != null && shown.size() < Preview.MOST_ROWS) {
            shown.add(shown(row, mapper, errors));
            row = rows.next();
        }
    }

    private static Preview.Row shown(CsvRow row, RowMapper mapper, RowErrors errors) throws SQLException {
        int before = errors.result(0).errors().size();
        List<Object> values = mapper.values(row);
        List<RowError> all = errors.result(0).errors();
        return new Preview.Row(
                row.line(),
                values == null
                        ? List.of()
                        : values.stream().map(PreviewReading::text).toList(),
                all.subList(before, all.size()));
    }

    private static String text(Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return value == null ? "" : value.toString();
    }
}
