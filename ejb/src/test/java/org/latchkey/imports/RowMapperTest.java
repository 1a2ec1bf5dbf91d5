package org.latchkey.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.latchkey.catalog.Kind;
import org.latchkey.imports.CsvRows.CsvRow;

/** What becomes of the cells of a row. No category is asked for here, so that no database is. */
class RowMapperTest {

    private final RowErrors errors = new RowErrors();

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            nullValues = "-",
            value = {
                "price # PLAIN # 12.50 # 12.50 # -",
                "price # PLAIN # 12,50 # - # malformed",
                "price # PLAIN # 1E400000000 # - # malformed",
                "price # PLAIN # 100000000000 # - # out-of-range",
                "price # PLAIN # 1.23456 # - # too-precise",
                "price # DECIMAL_POINT # 1,234.50 # 1234.50 # -",
                "price # DECIMAL_POINT # -1 234 567.5 # -1234567.5 # -",
                "price # DECIMAL_POINT # 12,34 # - # malformed",
                "price # DECIMAL_COMMA # 1.234,50 # 1234.50 # -",
                "price # DECIMAL_COMMA # 1'234,5 # 1234.5 # -",
                "price # DECIMAL_COMMA # 12,50 # 12.50 # -",
                "price # DECIMAL_COMMA # 1.23 # - # malformed",
                "price # DECIMAL_COMMA # 1,2,3 # - # malformed",
                "price # DECIMAL_COMMA # abc # - # malformed",
                "stock # PLAIN # 7 # 7 # -",
                "stock # PLAIN # 7.5 # - # malformed",
                "stock # DECIMAL_COMMA # 1.234 # 1234 # -",
                "stock # PLAIN # 99999999999 # - # malformed",
                "visible # PLAIN # true # true # -",
                "visible # PLAIN # yes # - # malformed",
                "visible # YES_NO # Yes # true # -",
                "visible # YES_NO # nein # false # -",
                "visible # YES_NO # 1 # true # -",
                "visible # YES_NO # maybe # - # malformed",
                "reference # UPPER_CASE # ab1 # AB1 # -",
                "reference # LOWER_CASE # AB1 # ab1 # -",
                "reference # PLAIN # 123456789012345678901234567890123456789012345678901 # - # too-long",
                "name # PLAIN # '' # - # required",
                "price # PLAIN # '' # - # -",
                "reference # PLAIN # '' # - # -"
            })
    void cellBecomesAValue(String field, Converter converter, String cell, String value, String code)
            throws SQLException {
        MapperSettings settings = settings(new MappedColumn(field, "its", converter, ""));
        RowMapper mapper = mapper(settings, "its");

        List<Object> values = mapper.values(new CsvRow(7, List.of(" " + cell + "\t")));

        if (code == null) {
            assertThat(values).isEqualTo(Collections.singletonList(value(field, value)));
            assertThat(errors.isEmpty()).isTrue();
        } else {
            assertThat(values).isNull();
            assertThat(errors.result(0).errors()).containsExactly(new RowError(7, 1, field, code));
        }
    }

    private static Object value(String field, String value) {
        return value == null
                ? null
                : switch (field) {
                    case "price" -> new BigDecimal(value);
                    case "stock" -> Integer.valueOf(value);
                    case "visible" -> Boolean.valueOf(value);
                    default -> value;
                };
    }

    @Test
    void charactersThatNobodySeesAreRefused() throws SQLException {
        RowMapper mapper = mapper(settings(new MappedColumn("name", "its", Converter.PLAIN, "")), "its");

        assertThat(mapper.values(new CsvRow(2, List.of("a\nb")))).isNull();
        assertThat(errors.result(0).errors()).containsExactly(new RowError(2, 1, "name", "control-characters"));
    }

    @Test
    void defaultStandsForEmptyCellsAndForNoColumnAtAll() throws SQLException {
        RowMapper mapper = mapper(
                settings(
                        new MappedColumn("name", "Artikel", Converter.PLAIN, ""),
                        new MappedColumn("price", "preis", Converter.DECIMAL_COMMA, "1.000,5"),
                        new MappedColumn("visible", "", Converter.YES_NO, "nein")),
                "Preis",
                "anything",
                " artikel ");

        assertThat(mapper.fields()).extracting(it -> it.name()).containsExactly("name", "price", "visible");
        assertThat(mapper.values(new CsvRow(2, List.of("", "", "Cork"))))
                .containsExactly("Cork", new BigDecimal("1000.5"), false);
        assertThat(mapper.values(new CsvRow(3, List.of("2", "x", "Jug"))))
                .containsExactly("Jug", new BigDecimal("2"), false);
        assertThat(errors.isEmpty()).isTrue();
    }

    @Test
    void columnsHaveNumbersWhereThereIsNoHeader() throws SQLException {
        MapperSettings settings = new MapperSettings(
                "test",
                Kind.PRODUCTS,
                Encoding.AUTO,
                Separator.AUTO,
                false,
                List.of(
                        new MappedColumn("name", "2", Converter.PLAIN, ""),
                        new MappedColumn("stock", "4", Converter.PLAIN, "")));
        RowMapper mapper = mapper(settings, "P1", "Cork", "x");

        assertThat(errors.result(0).errors()).containsExactly(new RowError(1, 0, "stock", "missing-column"));
        assertThat(mapper.fields()).hasSize(2);
    }

    static Stream<Arguments> headers() {
        return Stream.of(
                Arguments.of("reference,name,price", ""),
                Arguments.of("Reference,NAME,product_category_id", ""),
                Arguments.of("id,name,changedAt", ""),
                Arguments.of("name,colour", "2 null unknown-column"),
                Arguments.of("name,", "2 null unknown-column"),
                Arguments.of("name,Name", "2 name twice"));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void withoutAMapperTheHeaderNamesFields(String header, String expected) throws SQLException {
        mapper(null, header.split(",", -1));

        assertThat(errors.result(0).errors().stream()
                        .map(it -> it.column() + " " + it.field() + " " + it.code())
                        .toList())
                .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
    }

    @Test
    void raggedRowsAreErrorsAndSoAreWrongMappers() throws SQLException {
        RowMapper mapper = mapper(null, "reference", "name");
        assertThat(mapper.values(new CsvRow(2, List.of("P1")))).isNull();
        assertThat(mapper.values(new CsvRow(3, List.of("P1", "a", "b")))).isNull();
        assertThat(mapper.values(new CsvRow(4, List.of("P1", "a")))).containsExactly("P1", "a");
        mapper(
                settings(
                        new MappedColumn("name", "its", Converter.PLAIN, ""),
                        new MappedColumn("price", "", Converter.PLAIN, "dear")),
                "theirs");

        assertThat(errors.result(5))
                .isEqualTo(new ImportResult(
                        0,
                        4,
                        List.of(
                                RowError.of(2, "columns"),
                                RowError.of(3, "columns"),
                                new RowError(1, 0, "name", "missing-column"),
                                new RowError(1, 0, "price", "default"))));
    }

    @Test
    void ofManyErrorsTheFirstAreTold() {
        for (int line = 1; line <= 9_999; line++) {
            errors.add(RowError.of(line, "columns"));
        }
        assertThat(errors.areEnough()).isFalse();
        errors.add(RowError.of(10_000, "columns"));

        assertThat(errors.areEnough()).isTrue();
        assertThat(errors.result(1).errorCount()).isEqualTo(10_000);
        assertThat(errors.result(1).errors()).hasSize(100).last().isEqualTo(RowError.of(100, "columns"));
    }

    @Test
    void columnsOfAMapperAreProposedByTheirNames() {
        assertThat(RowMapper.proposed(Kind.PRODUCTS, List.of("Name", "Stock", "Colour")))
                .extracting(it -> it.field() + "=" + it.source())
                .containsExactly("reference=", "name=Name", "price=", "stock=Stock", "visible=", "productCategoryId=");
    }

    private RowMapper mapper(MapperSettings settings, String... first) throws SQLException {
        return RowMapper.of(Kind.PRODUCTS, settings, new CsvRow(1, Arrays.asList(first)), null, errors);
    }

    private static MapperSettings settings(MappedColumn... columns) {
        return new MapperSettings("test", Kind.PRODUCTS, Encoding.AUTO, Separator.AUTO, true, Arrays.asList(columns));
    }
}
