package org.latchkey.pages;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.latchkey.catalog.Field;
import org.latchkey.imports.Converter;
import org.latchkey.imports.MappedColumn;

/** The inputs for where one field gets its values from. */
public class ColumnFields implements Serializable {

    private final String field;
    private final List<Converter> converters;
    private String source;
    private Converter converter;
    private String initial;

    ColumnFields(MappedColumn column, Field of) {
        field = column.field();
        source = column.source();
        converter = column.converter();
        initial = column.initial();
        converters =
                Arrays.stream(Converter.values()).filter(it -> it.suits(of)).toList();
    }

    /** Whether it gets any. */
    boolean isMapped() {
        return hasText(source) || hasText(initial);
    }

    private static boolean hasText(String text) {
        return text != null && !text.isBlank();
    }

    MappedColumn column() {
        return new MappedColumn(field, source, converter, initial);
    }

    public String getField() {
        return field;
    }

    /** Those that suit it. */
    public List<Converter> getConverters() {
        return converters;
    }

    public String getSource() {
        return source;
    }

    public void setSource(String source) {
        this.source = source;
    }

    public Converter getConverter() {
        return converter;
    }

    public void setConverter(Converter converter) {
        this.converter = converter;
    }

    public String getInitial() {
        return initial;
    }

    public void setInitial(String initial) {
        this.initial = initial;
    }
}
