package org.latchkey.imports;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

/**
 * Where a field gets its values from.
 *
 * @param field the name of a writable field, as {@code price}
 * @param source the name of a column in the header line, whatever its case, or its number from 1 where the file has no such
 *     line; empty where there is no such column, and all get the default
 * @param converter which suits the field
 * @param initial the default: the text that stands for an empty cell; empty for none
 */
@Embeddable
public record MappedColumn(
        String field,
        String source,
        @Enumerated(EnumType.STRING) Converter converter,
        String initial) {

    /** Takes null for empty. */
    public MappedColumn {
        source = source == null ? "" : source.strip();
        initial = initial == null ? "" : initial.strip();
    }
}
