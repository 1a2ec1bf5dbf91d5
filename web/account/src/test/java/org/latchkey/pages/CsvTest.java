package org.latchkey.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    @Test
    void valuesAreSeparatedAndQuotedWhereTheyMustBe() {
        assertThat(Csv.line(List.of("1", "", "a b", "a,b", "say \"a\"", "two\nlines", "Schlüssel")))
                .isEqualTo("1,,a b,\"a,b\",\"say \"\"a\"\"\",\"two\nlines\",Schlüssel\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@a", "\ta"})
    void nothingIsAFormula(String value) {
        assertThat(Csv.line(List.of(value))).isEqualTo("'" + value + "\r\n");
    }

    @Test
    void quotedFormulaIsNoneEither() {
        assertThat(Csv.line(List.of("=A(\"x\",1)"))).isEqualTo("\"'=A(\"\"x\"\",1)\"\r\n");
        assertThat(Csv.line(List.of("a=1"))).isEqualTo("a=1\r\n");
    }
}
