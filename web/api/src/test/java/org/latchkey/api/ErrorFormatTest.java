package org.latchkey.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorFormatTest {

    @ParameterizedTest
    @CsvSource({
        "/v1, GRAPHQL",
        "/%761, GRAPHQL",
        "//v1, GRAPHQL",
        "/v1;a=b, GRAPHQL",
        "/v1/other, GRAPHQL",
        "/v10, PROBLEM",
        "/%6Fdata/products, ODATA",
        "/api/query, PROBLEM",
        "/%zz, PROBLEM",
        "/v+1, PROBLEM"
    })
    void addressIsWhatItMeans(String address, ErrorFormat format) {
        assertThat(ErrorFormat.at(address)).isEqualTo(format);
    }

    @ParameterizedTest
    @CsvSource({
        "application/graphql-response+json, application/graphql-response+json",
        "application/json, application/json",
        "*/*, application/json",
        "text/html, application/json"
    })
    void errorOfGraphQlIsInTheTypeThatIsAccepted(String accept, String type) {
        assertThat(ErrorFormat.GRAPHQL.mediaType(List.of(accept))).isEqualTo(type + ";charset=utf-8");
    }

    @Test
    void whoeverAcceptsNothingInParticularGetsJson() {
        assertThat(ErrorFormat.GRAPHQL.mediaType(List.of())).startsWith("application/json;");
        assertThat(ErrorFormat.PROBLEM.mediaType(List.of("application/json"))).isEqualTo("application/problem+json");
    }
}
