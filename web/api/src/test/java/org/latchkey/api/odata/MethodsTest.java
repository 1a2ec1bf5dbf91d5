package org.latchkey.api.odata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MethodsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/products | GET, HEAD, POST",
                "/products(1) | GET, HEAD, PATCH, PUT, DELETE",
                "/products(1)/category | GET, HEAD",
                "/products(1)/name | GET, HEAD",
                "/products/$count | GET, HEAD",
                "/productCategories(1)/products | GET, HEAD",
                "/companies | GET, HEAD",
                "/companies(1) | GET, HEAD",
                "/$metadata | GET, HEAD",
                "/ | GET, HEAD",
                "/$batch | POST",
                "/nothing | ''"
            })
    void addressTakesWhatItTakes(String path, String methods) {
        assertThat(Methods.of(Asked.request(path, null), Asked.ODATA, Asked.METADATA))
                .isEqualTo(methods);
    }
}
