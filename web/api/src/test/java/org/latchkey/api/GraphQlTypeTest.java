package org.latchkey.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphQlTypeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "'' | JSON",
                "*/* | JSON",
                "application/* | JSON",
                "application/json | JSON",
                "APPLICATION/JSON; charset=utf-8 | JSON",
                "application/graphql-response+json | GRAPHQL",
                "application/graphql-response+json, application/json | GRAPHQL",
                "application/json, application/graphql-response+json | GRAPHQL",
                "application/graphql-response+json, application/json;q=0.9 | GRAPHQL",
                "application/graphql-response+json;q=0.5, application/json;q=0.9 | JSON",
                "application/graphql-response+json;q=0.5, */*;q=0.1 | GRAPHQL",
                "application/graphql-response+json, */* | GRAPHQL",
                "application/json;q=0, */* | GRAPHQL",
                "application/json;q=0 | none",
                "text/html, image/png | none",
                "text/html, */*;q=0.8 | JSON",
                "application/json ; Q=0.5 , application/graphql-response+json; q=0.4 | JSON",
                ",;,/ | none"
            })
    void bestLikedTypeIsWanted(String accept, GraphQlType wanted) {
        assertThat(GraphQlType.wanted(List.of(accept)).orElse(null)).isEqualTo(wanted);
    }
}
