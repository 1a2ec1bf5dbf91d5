package org.latchkey.imports;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.LongConsumer;
import org.latchkey.catalog.CatalogWriter;
import org.latchkey.catalog.Categories;
import org.latchkey.catalog.Field;
import org.latchkey.catalog.Kind;
import org.latchkey.imports.CsvRows.CsvRow;

/** Reads one file and writes its rows, in a transaction that the caller undoes where there is any error. */
final class Reading {

    private final Connection connection;
    private final ImportTask task;
    private final Instant now;
    private final RowErrors errors = new RowErrors();
    private long imported;

    Reading(Connection connection, ImportTask task, Instant now) {
        this.connection = connection;
        this.task = task;
        this.now = now;
    }

    /** @param progress is told how many bytes were read so far, often */
    ImportResult all(LongConsumer progress) throws IOException, SQLException {
        try {
            MapperSettings mapper = task.mapper();
            Characters characters = Characters.of(task.file(), mapper == null ? Encoding.AUTO : mapper.encoding());
            try (InputStream bytes = new Counted(task.file().open(), progress);
                    CsvRows rows =
                            new CsvRows(bytes, characters, mapper == null ? Separator.AUTO : mapper.separator());
                    Categories categories = new Categories(connection, task.companyId())) {
                write(rows, categories);
            }
        } catch (Unreadable e) {
            errors.add(e.error());
        }
        return errors.result(imported);
    }

    private void write(CsvRows rows, Categories categories) throws IOException, SQLException, Unreadable {
        CsvRow first = rows.next();
        if (first == null) {
            errors.add(RowError.of(1, "empty"));
            return;
        }
        RowMapper mapper = RowMapper.of(task.kind(), task.mapper(), first, categories, errors);
        Field key = task.kind().key();
        List<Field> fields = mapper.fields();
        CatalogWriter.lacking(task.kind(), fields)
                .filter(lacking -> !fields.contains(key))
                .ifPresent(lacking -> errors.add(new RowError(first.line(), 0, lacking.name(), "missing-column")));
        if (!errors.isEmpty()) {
            return;
        }
        boolean header = task.mapper() == null || task.mapper().header();
        try (CatalogWriter writer = new CatalogWriter(connection, task.companyId(), task.kind(), fields, now)) {
            CsvRow row = header ? rows.next() : first;
            while (row != null && !errors.areEnough()) {
                List<Object> values = mapper.values(row);
                if (errors.isEmpty()) {
                    note(fields, writer.write(row.line(), values));
                    imported++;
                }
                row = rows.next();
            }
            // What is written no longer would be told of behind later lines.
            if (errors.isEmpty()) {
                note(fields, writer.flush());
            }
        }
    }

    /** Those which are not there, and which lack what a new one needs. */
    private void note(List<Field> fields, List<Long> missing) {
        Kind kind = task.kind();
        missing.forEach(line -> errors.add(new RowError(
                line, 0, CatalogWriter.lacking(kind, fields).orElseThrow().name(), "required")));
    }

    private static final class Counted extends FilterInputStream {

        private final LongConsumer progress;
        private long count;

        Counted(InputStream bytes, LongConsumer progress) {
            super(bytes);
            this.progress = progress;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int more) {
            count += more;
            progress.accept(count);
        }
    }
}
