package org.latchkey.imports;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rows of a CSV file (RFC 4180), one after the other, in as much memory as one row takes. Empty lines are passed over. */
final class CsvRows implements AutoCloseable {

    /** The most columns of a file. */
    static final int MOST_COLUMNS = 200;

    private static final int LONGEST_FIELD = 1 << 16;
    private static final int LONGEST_ROW = 1 << 20;
    private static final int BEGINNING = 1 << 14;
    private static final Pattern LINE = Pattern.compile("line (\\d+)");

    private final CloseableIterator<CsvRecord> rows;
    private long line;

    /** Begins to read; where that fails, nothing stays open. */
    CsvRows(InputStream bytes, Characters characters, Separator separator) throws IOException {
        bytes.skipNBytes(characters.mark());
        BufferedReader reader = new BufferedReader(new InputStreamReader(bytes, characters.charset()), BEGINNING);
        rows = CsvReader.builder()
                .fieldSeparator(separator.in(beginning(reader)))
                .allowUnclosedQuote(false)
                // Of such rows every one is told, not only the first.
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(2 * LONGEST_FIELD)
                .build(
                        CsvRecordHandler.builder()
                                .maxFields(MOST_COLUMNS)
                                .maxFieldSize(LONGEST_FIELD)
                                .maxRecordSize(LONGEST_ROW)
                                .build(),
                        reader)
                .iterator();
    }

    private static String beginning(BufferedReader reader) throws IOException {
        char[] characters = new char[BEGINNING];
        reader.mark(BEGINNING);
        int length = 0;
        int read = 0;
        while (read >= 0 && length < BEGINNING) {
            length += read;
            read = length < BEGINNING ? reader.read(characters, length, BEGINNING - length) : -1;
        }
        reader.reset();
        return new String(characters, 0, length);
    }

    /**
     * The next row; null after the last.
     *
     * @throws Unreadable where it is none, and nobody knows where the one after it begins
     */
    CsvRow next() throws Unreadable {
        try {
            if (!rows.hasNext()) {
                return null;
            }
            CsvRecord row = rows.next();
            line = row.getStartingLineNumber();
            return new CsvRow(line, row.getFields());
        } catch (CsvParseException e) {
            Matcher said = LINE.matcher(String.valueOf(e.getMessage()));
            throw new Unreadable(RowError.of(said.find() ? Long.parseLong(said.group(1)) : line + 1, "malformed-csv"));
        }
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }

    /**
     * A row.
     *
     * @param line its first, from 1
     * @param cells at least one
     */
    record CsvRow(long line, List<String> cells) {}
}
