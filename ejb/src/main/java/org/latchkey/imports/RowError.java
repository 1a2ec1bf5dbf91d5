package org.latchkey.imports;

/**
 * What is wrong with a line of a file.
 *
 * @param line from 1, as an editor counts; where a row goes over several lines, its first
 * @param column from 1; 0 where it is none in particular
 * @param field that the column fills; null where it is none in particular
 * @param code a stable word for the rule that is broken, as {@code too-long}
 */
public record RowError(long line, int column, String field, String code) {

    /** Of a whole line. */
    static RowError of(long line, String code) {
        return new RowError(line, 0, null, code);
    }
}
