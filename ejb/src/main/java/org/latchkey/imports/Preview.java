package org.latchkey.imports;

import java.util.List;

/**
 * How the beginning of a file would be imported.
 *
 * @param header the cells of the first line, with which columns are named or numbered; empty where nothing could be read
 * @param fields the names of the fields that are filled, in the order of the values
 * @param rows the first few
 * @param errors what is wrong with the file as a whole, its header line, or the mapper
 */
public record Preview(List<String> header, List<String> fields, List<Row> rows, List<RowError> errors) {

    /** The most rows. */
    public static final int MOST_ROWS = 5;

    /** The most bytes of a file of which there is a preview. */
    public static final int MOST_BYTES = 256 * 1024;

    /**
     * A row.
     *
     * @param line its first, from 1
     * @param values of the fields, as texts; empty where any is wrong
     * @param errors what is wrong
     */
    public record Row(long line, List<String> values, List<RowError> errors) {}
}
